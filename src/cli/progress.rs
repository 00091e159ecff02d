//! How far long work is, on a terminal only.

use std::io::{IsTerminal, Stderr, Write};
use std::sync::Mutex;
use std::time::{Duration, Instant};

/// Work that takes less shows nothing.
const DELAY: Duration = Duration::from_millis(500);
/// A line is not drawn more often than the eye can follow.
const BETWEEN: Duration = Duration::from_millis(50);

/// A count of done pieces on the standard error stream, erased at the end.
pub(super) struct Progress {
    started: Instant,
    /// `None` where nobody looks.
    line: Option<Mutex<Line<Stderr>>>,
}

impl Progress {
    /// Starts counting to `total`.
    pub(super) fn new(total: usize) -> Progress {
        let visible = total > 1 && std::io::stderr().is_terminal();
        Progress {
            started: Instant::now(),
            line: visible.then(|| Mutex::new(Line::new(std::io::stderr(), total))),
        }
    }

    /// Counts a piece.
    pub(super) fn step(&self) {
        if let Some(Ok(mut line)) = self.line.as_ref().map(Mutex::lock) {
            line.step(self.started.elapsed());
        }
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        if let Some(Ok(line)) = self.line.as_mut().map(Mutex::get_mut) {
            line.erase();
        }
    }
}

/// The line on the terminal.
struct Line<W> {
    out: W,
    total: usize,
    done: usize,
    /// When it was drawn last.
    drawn: Option<Duration>,
}

impl<W: Write> Line<W> {
    const fn new(out: W, total: usize) -> Line<W> {
        Line {
            out,
            total,
            done: 0,
            drawn: None,
        }
    }

    /// Counts a piece that is done so long after the start. A terminal that is gone is no reason to stop the work.
    fn step(&mut self, elapsed: Duration) {
        self.done += 1;
        if elapsed >= self.drawn.map_or(DELAY, |at| at + BETWEEN) {
            self.drawn = Some(elapsed);
            let _ = write!(self.out, "\r{} of {} articles", self.done, self.total);
            let _ = self.out.flush();
        }
    }

    fn erase(&mut self) {
        if self.drawn.take().is_some() {
            let _ = write!(self.out, "\r\x1b[K");
            let _ = self.out.flush();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What is drawn of pieces that are done so many milliseconds after the start.
    fn drawn(pieces: &[u64]) -> String {
        let mut line = Line::new(Vec::new(), pieces.len());
        for &at in pieces {
            line.step(Duration::from_millis(at));
        }
        line.erase();
        String::from_utf8(line.out).unwrap()
    }

    #[test]
    fn short_work_shows_nothing() {
        assert_eq!(drawn(&[10, 200, 499]), "");
    }

    #[test]
    fn long_work_is_counted_on_one_line_that_goes_at_the_end() {
        assert_eq!(
            drawn(&[100, 500, 520, 549, 550, 900]),
            "\r2 of 6 articles\r5 of 6 articles\r6 of 6 articles\r\x1b[K"
        );
    }
}
