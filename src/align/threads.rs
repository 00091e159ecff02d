//! On how many threads one pair of texts is aligned.

use std::sync::{Mutex, PoisonError};

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

    /// Does something with each item and its index; what it needs for that `new` makes, once for each thread.
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
            Threads::Several => {
                let waiting = Mutex::new(items.iter_mut().enumerate());
                let next = || {
                    let mut waiting = waiting.lock().unwrap_or_else(PoisonError::into_inner);
                    waiting.next()
                };
                rayon::scope(|scope| {
                    for _ in 0..rayon::current_num_threads() {
                        scope.spawn(|_| {
                            let mut made = new();
                            while let Some((index, item)) = next() {
                                work(&mut made, index, item);
                            }
                        });
                    }
                });
            }
        }
    }
}
