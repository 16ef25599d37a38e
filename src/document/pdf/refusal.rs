//! Why a file cannot be opened, in the user's words.

use crate::error::Error;

/// A file that asks for a password.
pub(super) fn locked(path: &str) -> Error {
    Error::new(
        path,
        "is locked by a password",
        "save it without a password and try again",
    )
}

/// Why lopdf could not open a file.
pub(super) fn refusal(path: &str, bytes: &[u8], error: &lopdf::Error) -> Error {
    use lopdf::Error as E;
    match error {
        E::Decryption(_) | E::InvalidPassword | E::AlreadyEncrypted => locked(path),
        E::UnsupportedSecurityHandler(_) => Error::new(
            path,
            "is locked in a way that is not supported",
            "save it without protection and try again",
        ),
        _ => {
            let tail = bytes.get(bytes.len().saturating_sub(2048)..).unwrap_or(&[]);
            if memchr::memmem::find(tail, b"%%EOF").is_none() {
                Error::new(
                    path,
                    "ends early: it has no end-of-file mark and cannot be repaired",
                    "download or export it again",
                )
            } else {
                Error::new(
                    path,
                    format!("is damaged and cannot be repaired ({error})"),
                    "export it again",
                )
            }
        }
    }
}

/// A file in which no page can be found. Where it was locked, the empty password did not open it: some kinds of lock
/// take any password and give nonsense.
pub(super) fn without_pages(path: &str, was_locked: bool, found: &str) -> Error {
    if was_locked {
        return locked(path);
    }
    Error::new(path, found, "export or download it again")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_locked_file_without_pages_is_called_locked() {
        let found = "is damaged: its catalog is missing";
        let said = |was_locked| without_pages("a.pdf", was_locked, found).to_string();
        assert!(said(true).contains("locked by a password"));
        assert_eq!(
            said(false),
            "a.pdf: is damaged: its catalog is missing; export or download it again"
        );
    }
}
