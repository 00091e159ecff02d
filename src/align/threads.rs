//! On how many threads one pair of texts is aligned.

use rayon::prelude::*;

/// Whether the work on a pair is divided. What comes out is the same.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Threads {
    /// This thread does all.
    #[default]
    One,
    /// The threads of the pool share the work.
    Several,
}

impl Threads {
    /// Several if there is enough to do for them.
    pub(super) fn several_if(enough: bool) -> Threads {
        if enough {
            Threads::Several
        } else {
            Threads::One
        }
    }

    /// Does both, at the same time if there are several threads.
    pub(super) fn join<A: Send, B: Send>(
        self,
        a: impl FnOnce() -> A + Send,
        b: impl FnOnce() -> B + Send,
    ) -> (A, B) {
        match self {
            Threads::One => (a(), b()),
            Threads::Several => rayon::join(a, b),
        }
    }

    /// Does something with each item and its index; what it needs for that `new` makes, once for many items.
    pub(super) fn each<T: Send, M>(
        self,
        items: &mut [T],
        new: impl Fn() -> M + Sync + Send,
        work: impl Fn(&mut M, usize, &mut T) + Sync + Send,
    ) {
        match self {
            Threads::One => {
                let mut made = new();
                for (index, item) in items.iter_mut().enumerate() {
                    work(&mut made, index, item);
                }
            }
            Threads::Several => items
                .par_iter_mut()
                .enumerate()
                .for_each_init(new, |made, (index, item)| work(made, index, item)),
        }
    }
}
