//! The room that words are kept in, handed on from page to page.

use crate::document::{Page, Word};
use std::cell::Cell;

/// What a page's words are kept in.
#[derive(Default)]
pub(super) struct Room {
    pub text: Vec<u8>,
    pub words: Vec<Word>,
    pub newest: Vec<u32>,
    pub older: Vec<u32>,
}

thread_local! {
    /// The room of the page before, one for each thread: pages come one after the other, and room of this size that is
    /// given back each time costs the allocator more than a page's lines.
    static ROOM: Cell<Option<Room>> = const { Cell::new(None) };
}

impl Room {
    /// The most that is kept, in bytes of text and in words.
    const MOST: usize = 1 << 17;

    /// What was kept last.
    pub(super) fn take() -> Room {
        ROOM.take().unwrap_or_default()
    }

    /// Keeps room for the next page.
    pub(super) fn keep(self) {
        if self.text.capacity() <= Room::MOST && self.words.capacity() <= Room::MOST / 8 {
            ROOM.set(Some(self));
        }
    }
}

/// Takes back the room of a page's words, for the pages to come.
pub fn take_back(page: Page) {
    let room = Room {
        text: page.text.into_bytes(),
        words: page.words,
        ..Room::take()
    };
    room.keep();
}
