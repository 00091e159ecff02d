//! How far long work is, on a terminal only.

use std::io::{IsTerminal, Write};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

/// Work that takes less shows nothing.
const DELAY: Duration = Duration::from_millis(500);

/// A count of done pieces on the standard error stream, erased at the end.
pub(super) struct Progress {
    total: usize,
    done: AtomicUsize,
    started: Instant,
    visible: bool,
}

impl Progress {
    /// Starts counting to `total`.
    pub(super) fn new(total: usize) -> Progress {
        Progress {
            total,
            done: AtomicUsize::new(0),
            started: Instant::now(),
            visible: total > 1 && std::io::stderr().is_terminal(),
        }
    }

    /// Counts a piece.
    pub(super) fn step(&self) {
        let done = self.done.fetch_add(1, Ordering::Relaxed) + 1;
        if self.visible && self.started.elapsed() > DELAY {
            let _ = write!(std::io::stderr(), "\r{done} of {} articles", self.total);
        }
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        if self.visible && self.started.elapsed() > DELAY {
            let _ = write!(std::io::stderr(), "\r\x1b[K");
        }
    }
}
