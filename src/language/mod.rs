//! The user's rule language: formulas between measures, synonyms, settings, accepted differences.

/// The user's rules, synonyms and settings.
#[derive(Debug, Clone, Default)]
pub struct Settings {}
