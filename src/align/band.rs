//! The part of the table that the path is looked for in.

use super::evidence::MAX_SPAN;
use std::ops::Range;

/// For every number of source sentences behind the path, the numbers of version sentences that are looked at.
///
/// Both ends of the rows never fall, so that the columns are intervals as well.
#[derive(Clone, Debug, Default)]
pub(super) struct Band {
    low: Vec<u32>,
    high: Vec<u32>,
    starts: Vec<usize>,
}

/// The cells of one row.
#[derive(Clone, Copy, Debug)]
pub(super) struct Row {
    low: usize,
    high: usize,
    start: usize,
}

impl Row {
    /// Index of the cell in column `j`, if it belongs to the band.
    #[inline]
    pub(super) fn cell(self, j: usize) -> Option<usize> {
        (self.low <= j && j <= self.high).then(|| self.start + j - self.low)
    }

    /// Which of its cells a cell is.
    #[inline]
    pub(super) fn position(self, cell: usize) -> usize {
        cell - self.start
    }

    /// The columns of its cells.
    #[inline]
    pub(super) fn columns(self) -> Range<usize> {
        self.low..self.high + 1
    }

    /// The columns of those of its cells that are among `cells`.
    pub(super) fn columns_among(self, cells: &Range<usize>) -> Range<usize> {
        let column = |cell: usize| self.low + cell.max(self.start) - self.start;
        column(cells.start)..column(cells.end).min(self.high + 1)
    }
}

impl Band {
    /// Everything.
    #[cfg(test)]
    pub(super) fn full(n: usize, m: usize) -> Band {
        Band::from_bounds(vec![0; n + 1], vec![m as u32; n + 1])
    }

    /// What lies near a path, given by points that rise in both coordinates: within as many sentences as `radius` gives for two
    /// points that are so many apart on the side on which they are nearer.
    ///
    /// The ends of the table belong to every path; between points the path is taken to be straight.
    pub(super) fn around(
        points: impl IntoIterator<Item = (usize, usize)>,
        n: usize,
        m: usize,
        radius: impl Fn(usize) -> usize,
    ) -> Band {
        let mut low = vec![m as u32; n + 1];
        let mut high = vec![0u32; n + 1];
        // Half along each side, so that steep and flat stretches have room as well.
        let mut note = |i: usize, j: usize, radius: usize| {
            let (along, aside) = (radius.div_ceil(2), radius / 2);
            let (from, to) = (i.saturating_sub(along), (i + along).min(n));
            low[to] = low[to].min(j.saturating_sub(aside) as u32);
            high[from] = high[from].max((j + aside).min(m) as u32);
        };
        note(0, 0, radius(0));
        let mut from = (0, 0);
        for to in points.into_iter().chain([(n, m)]) {
            let rows = to.0.saturating_sub(from.0);
            let columns = to.1.saturating_sub(from.1);
            let radius = radius(rows.min(columns));
            for step in 1..=rows {
                note(from.0 + step, from.1 + columns * step / rows, radius);
            }
            note(to.0, to.1, radius);
            from = to;
        }
        for i in (0..n).rev() {
            low[i] = low[i].min(low[i + 1]);
        }
        for i in 1..=n {
            high[i] = high[i].max(high[i - 1]);
        }
        Band::from_bounds(low, high)
    }

    fn from_bounds(low: Vec<u32>, high: Vec<u32>) -> Band {
        let mut total = 0;
        let starts = low
            .iter()
            .zip(&high)
            .map(|(l, h)| {
                let start = total;
                total += (h - l + 1) as usize;
                start
            })
            .collect();
        Band { low, high, starts }
    }

    /// Number of rows: one more than there are source sentences.
    pub(super) fn rows(&self) -> usize {
        self.low.len()
    }

    /// The version counts of a row.
    pub(super) fn row(&self, i: usize) -> Range<usize> {
        self.low[i] as usize..self.high[i] as usize + 1
    }

    /// Number of cells of the longest row.
    pub(super) fn width(&self) -> usize {
        let widths = (0..self.rows()).map(|i| self.row(i).len());
        widths.max().unwrap_or(0)
    }

    /// Number of cells.
    pub(super) fn cells(&self) -> usize {
        self.rows()
            .checked_sub(1)
            .map_or(0, |last| self.starts[last] + self.row(last).len())
    }

    /// The cells of a row.
    pub(super) fn cells_of(&self, i: usize) -> Row {
        Row {
            low: self.low[i] as usize,
            high: self.high[i] as usize,
            start: self.starts[i],
        }
    }

    /// The rows that some consecutive cells belong to.
    pub(super) fn rows_of(&self, cells: &Range<usize>) -> Range<usize> {
        let behind = |cell: usize| self.starts.partition_point(|&start| start <= cell);
        behind(cells.start) - 1..behind(cells.end - 1)
    }

    /// The cells of row `i` and of the rows behind it in which a link can end that starts there; the last row again where
    /// there are no more.
    pub(super) fn rows_from(&self, i: usize) -> [Row; MAX_SPAN + 1] {
        let last = self.rows().saturating_sub(1);
        std::array::from_fn(|a| self.cells_of((i + a).min(last)))
    }

    /// Index of a cell, if it belongs to the band.
    pub(super) fn cell(&self, i: usize, j: usize) -> Option<usize> {
        self.cells_of(i).cell(j)
    }

    /// Where spans of the source can start that a link with version sentence `y` covers, at most `span` long.
    pub(super) fn source_starts(&self, y: usize, span: usize) -> Range<usize> {
        let lowest = (y + 1).saturating_sub(span) as u32;
        let start = self.high.partition_point(|&h| h < lowest);
        start..self.low.partition_point(|&l| l as usize <= y).max(start)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_band_holds_its_path_and_both_corners() {
        let band = Band::around([(3, 1), (5, 9)], 10, 12, |_| 2);
        for (i, j) in [(0, 0), (3, 1), (4, 5), (5, 9), (10, 12)] {
            assert!(band.cell(i, j).is_some(), "{i} {j}");
        }
        assert_eq!(band.cell(0, 12), None);
        assert_eq!(
            band.cells(),
            (0..band.rows()).map(|i| band.row(i).len()).sum::<usize>()
        );
    }

    #[test]
    fn the_band_is_wide_where_points_are_far_apart() {
        let close = (50..90).map(|at| (at, at));
        let points = [(10, 10)].into_iter().chain(close);
        let band = Band::around(points, 90, 90, |apart| apart.clamp(4, 20));
        assert!(band.row(30).len() > 15 && band.row(80).len() < 10);
        assert!(band.cell(30, 20).is_some() && band.cell(80, 70).is_none());
    }

    #[test]
    fn cells_know_their_rows_and_columns() {
        let band = Band::around([(3, 1), (5, 9)], 10, 12, |_| 2);
        let corners: Vec<_> = (0..band.rows())
            .flat_map(|i| band.row(i).map(move |j| (i, j)))
            .collect();
        for start in 0..band.cells() {
            for end in start + 1..=band.cells() {
                let cells = start..end;
                let rows = band.rows_of(&cells);
                let found = rows.flat_map(|i| {
                    let columns = band.cells_of(i).columns_among(&cells);
                    columns.map(move |j| (i, j))
                });
                assert!(found.eq(corners[cells.clone()].iter().copied()));
            }
        }
    }

    #[test]
    fn nothing_has_one_cell() {
        assert_eq!(Band::full(0, 0).cells(), 1);
        assert_eq!(Band::around([], 0, 0, |_| 3).cells(), 1);
    }
}
