//! Optional content (layers): which groups are off.

use super::objects::{Objects, as_dict};
use lopdf::{Dictionary, Object, ObjectId};
use std::collections::HashSet;

/// The groups that are not shown.
#[derive(Debug, Default)]
pub(super) struct Optional {
    off: HashSet<ObjectId>,
}

impl Optional {
    /// Reads the default configuration of the catalog.
    pub(super) fn load(objects: &Objects) -> Optional {
        let mut off = HashSet::new();
        let properties = objects
            .dict(objects.trailer(), b"Root")
            .and_then(|c| objects.dict(c, b"OCProperties"));
        let Some(properties) = properties else {
            return Optional { off };
        };
        let ids = |dict: &Dictionary, key: &[u8]| -> Vec<ObjectId> {
            objects
                .array(dict, key)
                .unwrap_or_default()
                .iter()
                .filter_map(|o| o.as_reference().ok())
                .collect()
        };
        if let Some(d) = objects.dict(properties, b"D") {
            if objects.name(d, b"BaseState") == Some(b"OFF") {
                off.extend(ids(properties, b"OCGs"));
            }
            for id in ids(d, b"ON") {
                off.remove(&id);
            }
            off.extend(ids(d, b"OFF"));
        }
        Optional { off }
    }

    /// Whether a drawing's own OC entry turns it off.
    pub(super) fn is_off(&self, objects: &Objects, dict: &Dictionary) -> bool {
        !self.off.is_empty()
            && dict
                .get(b"OC")
                .is_ok_and(|o| self.object_is_off(objects, o))
    }

    fn object_is_off(&self, objects: &Objects, object: &Object) -> bool {
        if let Object::Reference(id) = object
            && self.off.contains(id)
        {
            return true;
        }
        as_dict(objects.resolve(object)).is_some_and(|d| self.group_is_off(objects, d))
    }

    /// Whether a group, or a membership of groups, is off.
    pub(super) fn group_is_off(&self, objects: &Objects, dict: &Dictionary) -> bool {
        if self.off.is_empty() {
            return false;
        }
        if objects.name(dict, b"Type") != Some(b"OCMD") {
            // A group is known by its number; its dictionary is found again through the set.
            return self.off.iter().any(|id| {
                objects
                    .get(*id)
                    .and_then(as_dict)
                    .is_some_and(|d| std::ptr::eq(d, dict))
            });
        }
        let groups: Vec<&Object> = match dict.get(b"OCGs") {
            Ok(o) => match objects.resolve(o) {
                Object::Array(a) => a.iter().collect(),
                _ => vec![o],
            },
            Err(_) => return false,
        };
        let mut states = groups
            .iter()
            .filter_map(|o| o.as_reference().ok())
            .map(|id| !self.off.contains(&id))
            .peekable();
        if states.peek().is_none() {
            return false;
        }
        let shown = match objects.name(dict, b"P") {
            Some(b"AllOn") => states.all(|on| on),
            Some(b"AnyOff") => states.any(|on| !on),
            Some(b"AllOff") => states.all(|on| !on),
            _ => states.any(|on| on),
        };
        !shown
    }
}
