//! The page tree, walked by ourselves: every page once, with what it inherits.

use super::limits;
use super::matrix::Matrix;
use super::objects::{Objects, as_dict};
use lopdf::{Dictionary, Object, ObjectId};
use std::collections::HashSet;

/// A page and the nodes of the tree that its inherited entries come from.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Leaf {
    pub id: ObjectId,
    resources: Option<ObjectId>,
    media: [f32; 4],
    crop: Option<[f32; 4]>,
    rotate: i32,
}

/// The pages in order, and what was lost with the tree.
#[derive(Debug, Default)]
pub(super) struct Tree {
    pub pages: Vec<Leaf>,
    /// Pages that cannot be read, each with its reason.
    pub losses: Vec<String>,
}

impl Leaf {
    /// The resources dictionary, the page's own or the nearest above it.
    pub(super) fn resources<'a>(&self, objects: &'a Objects) -> Option<&'a Dictionary> {
        let node = as_dict(objects.get(self.resources?)?)?;
        objects.dict(node, b"Resources")
    }

    /// The map from the page's own space to the page as shown, and its width and height.
    pub(super) fn view(&self, user_unit: f32) -> (Matrix, f32, f32) {
        let media = self.media;
        let mut shown = match self.crop {
            Some(c) => [
                c[0].max(media[0]),
                c[1].max(media[1]),
                c[2].min(media[2]),
                c[3].min(media[3]),
            ],
            None => media,
        };
        if shown[2] - shown[0] < 1.0 || shown[3] - shown[1] < 1.0 {
            shown = media;
        }
        let (w, h) = (shown[2] - shown[0], shown[3] - shown[1]);
        let origin = Matrix::new(1.0, 0.0, 0.0, 1.0, -shown[0], -shown[1]);
        let (turn, w, h) = match self.rotate {
            90 => (Matrix::new(0.0, -1.0, 1.0, 0.0, 0.0, w), h, w),
            180 => (Matrix::new(-1.0, 0.0, 0.0, -1.0, w, h), w, h),
            270 => (Matrix::new(0.0, 1.0, -1.0, 0.0, h, 0.0), h, w),
            _ => (Matrix::IDENTITY, w, h),
        };
        let unit = if (0.1..=100.0).contains(&user_unit) {
            user_unit
        } else {
            1.0
        };
        let scale = Matrix::new(unit, 0.0, 0.0, unit, 0.0, 0.0);
        (origin.then(&turn).then(&scale), w * unit, h * unit)
    }
}

/// Nodes of the tree that share the objects read for them.
const NODES_TOGETHER: usize = 64;

/// A4, for pages that name no size.
const DEFAULT: [f32; 4] = [0.0, 0.0, 595.0, 842.0];

/// Walks the tree from the catalog.
pub(super) fn walk(objects: &Objects) -> Result<Tree, String> {
    let trailer = objects.trailer();
    let catalog = objects
        .dict(trailer, b"Root")
        .ok_or("its catalog is missing")?;
    let root = match catalog.get(b"Pages") {
        Ok(Object::Reference(id)) => *id,
        _ => return Err("its page tree is missing".to_string()),
    };
    let mut tree = Tree::default();
    let top = objects
        .get(root)
        .and_then(as_dict)
        .ok_or("its page tree is missing")?;
    let count = objects.integer(top, b"Count");
    let start = Leaf {
        id: root,
        resources: None,
        media: DEFAULT,
        crop: None,
        rotate: 0,
    };
    let mut seen: HashSet<ObjectId> = HashSet::from([root]);
    let mut missing = 0usize;
    // A stack of nodes still to be visited, the next one last.
    let mut stack: Vec<(Leaf, usize)> = vec![(start, 0)];
    // Pages are many: what was read for some of them goes before the next.
    let mut latest = None;
    let mut visited = 0usize;
    while let Some((mut leaf, depth)) = stack.pop() {
        if visited.is_multiple_of(NODES_TOGETHER) {
            latest = objects.fresh();
        }
        visited += 1;
        let objects = latest.as_ref().unwrap_or(objects);
        let Some(node) = objects.get(leaf.id).and_then(as_dict) else {
            missing += 1;
            continue;
        };
        inherit(objects, node, &mut leaf);
        let kids = objects.array(node, b"Kids");
        let is_page = match objects.name(node, b"Type") {
            Some(b"Page") => true,
            Some(b"Pages") => false,
            _ => kids.is_none(),
        };
        if is_page {
            tree.pages.push(leaf);
            if tree.pages.len() >= limits::PAGES {
                tree.losses
                    .push(format!("only its first {} pages are read", limits::PAGES));
                break;
            }
            continue;
        }
        if depth >= limits::TREE_DEPTH {
            tree.losses.push(format!(
                "its page tree is more than {} levels deep; what is below was not read",
                limits::TREE_DEPTH
            ));
            continue;
        }
        for kid in kids.unwrap_or_default().iter().rev() {
            match kid {
                Object::Reference(id) if seen.insert(*id) => {
                    stack.push((Leaf { id: *id, ..leaf }, depth + 1));
                }
                Object::Reference(_) => tree
                    .losses
                    .push("its page tree names a page twice".to_string()),
                _ => missing += 1,
            }
        }
    }
    if missing > 0 {
        tree.losses.push(format!(
            "{missing} of the pages its page tree names cannot be found"
        ));
    }
    if let Some(count) = count
        && count != tree.pages.len() as i64
        && missing == 0
    {
        tree.losses.push(format!(
            "its page tree says {count} pages, but holds {}",
            tree.pages.len()
        ));
    }
    tree.losses.dedup();
    Ok(tree)
}

/// Takes over what a node sets for itself and everything below it.
fn inherit(objects: &Objects, node: &Dictionary, leaf: &mut Leaf) {
    if matches!(
        objects.entry(node, b"Resources"),
        Object::Dictionary(_) | Object::Stream(_)
    ) {
        leaf.resources = Some(leaf.id);
    }
    if let Some(b) = objects.numbers::<4>(node, b"MediaBox").map(upright)
        && b[2] - b[0] >= 1.0
        && b[3] - b[1] >= 1.0
    {
        leaf.media = b;
    }
    if let Some(b) = objects.numbers::<4>(node, b"CropBox") {
        leaf.crop = Some(upright(b));
    }
    if let Some(r) = objects.integer(node, b"Rotate") {
        leaf.rotate = (r.rem_euclid(360) / 90 * 90) as i32;
    }
}

/// A rectangle with its lower left corner first.
pub(super) fn upright(b: [f32; 4]) -> [f32; 4] {
    [
        b[0].min(b[2]),
        b[1].min(b[3]),
        b[0].max(b[2]),
        b[1].max(b[3]),
    ]
}
