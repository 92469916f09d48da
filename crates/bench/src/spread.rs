//! Numbers spread evenly (伪随机数), the same ones for the same seed.

/// SplitMix64: enough for choosing accounts, and nothing secret is made of it.
pub(crate) struct Spread(u64);

impl Spread {
    pub(crate) fn new(seed: u64) -> Spread {
        Spread(seed)
    }

    pub(crate) fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    /// Below `end`.
    pub(crate) fn below(&mut self, end: usize) -> usize {
        let end = u64::try_from(end.max(1)).unwrap_or(u64::MAX);
        usize::try_from(self.next() % end).unwrap_or_default()
    }

    /// 分, from 100 to 500,000, as the rivals post.
    pub(crate) fn amount(&mut self) -> u64 {
        100 + self.next() % 499_901
    }

    /// A key as a browser would make one: 128 bits in the form of a UUID.
    pub(crate) fn key(&mut self) -> String {
        let text = format!("{:016x}{:016x}", self.next(), self.next());
        let (a, rest) = text.split_at(8);
        let (b, rest) = rest.split_at(4);
        let (c, rest) = rest.split_at(4);
        let (d, e) = rest.split_at(4);
        format!("{a}-{b}-{c}-{d}-{e}")
    }
}
