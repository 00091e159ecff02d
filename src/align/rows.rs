//! Lists of lists in two flat vectors.

/// Rows of items, stored one after the other.
#[derive(Clone, Debug)]
pub(super) struct Rows<T> {
    starts: Vec<u32>,
    items: Vec<T>,
}

impl<T> Default for Rows<T> {
    fn default() -> Self {
        Self {
            starts: vec![0],
            items: Vec::new(),
        }
    }
}

impl<T> Rows<T> {
    /// Makes room for so many rows and items more.
    pub(super) fn reserve(&mut self, rows: usize, items: usize) {
        self.starts.reserve(rows);
        self.items.reserve(items);
    }

    /// Appends a row.
    pub(super) fn push(&mut self, row: impl IntoIterator<Item = T>) {
        self.items.extend(row);
        self.starts.push(self.items.len() as u32);
    }

    /// Number of rows.
    pub(super) fn len(&self) -> usize {
        self.starts.len() - 1
    }

    /// Number of items of all rows.
    pub(super) fn items(&self) -> usize {
        self.items.len()
    }

    /// The row with this index.
    pub(super) fn row(&self, index: usize) -> &[T] {
        &self.items[self.starts[index] as usize..self.starts[index + 1] as usize]
    }
}

impl<T: Copy + Default> Rows<T> {
    /// `rows` rows from pairs of row and item; items keep their order within a row.
    pub(super) fn grouped(rows: usize, pairs: impl Iterator<Item = (u32, T)> + Clone) -> Rows<T> {
        let mut starts = vec![0u32; rows + 1];
        for (row, _) in pairs.clone() {
            starts[row as usize + 1] += 1;
        }
        for row in 0..rows {
            starts[row + 1] += starts[row];
        }
        let mut next = starts.clone();
        let mut items = vec![T::default(); starts[rows] as usize];
        for (row, item) in pairs {
            let at = &mut next[row as usize];
            items[*at as usize] = item;
            *at += 1;
        }
        Rows { starts, items }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn grouping_keeps_every_item_in_its_row() {
        let pairs = [(2u32, 'a'), (0, 'b'), (2, 'c')];
        let rows = Rows::grouped(3, pairs.iter().copied());
        assert_eq!(rows.row(0), ['b']);
        assert!(rows.row(1).is_empty());
        assert_eq!(rows.row(2), ['a', 'c']);
        assert_eq!(rows.len(), 3);
    }
}
