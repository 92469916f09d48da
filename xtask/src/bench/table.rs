//! The result as a table (结果表): medians, and ours as a ratio of each rival.

use anyhow::{Result, bail};

/// One side and its rounds.
pub(crate) struct Row {
    name: String,
    gate_percent: u64,
    rounds: Vec<u64>,
}

impl Row {
    pub(crate) fn new(name: &str, gate_percent: u64) -> Row {
        Row { name: name.to_owned(), gate_percent, rounds: Vec::new() }
    }

    pub(crate) fn push(&mut self, rate: u64) {
        self.rounds.push(rate);
    }

    /// The middle round; the lower one of two.
    fn median(&self) -> Option<u64> {
        let mut rounds = self.rounds.clone();
        rounds.sort_unstable();
        let middle = rounds.len().checked_sub(1)? / 2;
        rounds.get(middle).copied()
    }
}

/// Prints all, and fails when a ratio is under its gate.
pub(crate) fn print(own: &Row, rivals: &[Row]) -> Result<()> {
    let mut missed = Vec::new();
    println!("{:>10}  {:>8}  {:>8}  谁", "中位数", "我们÷它", "门槛");
    if let Some(median) = own.median() {
        println!("{median:>10}  {:>8}  {:>8}  {}", "", "", own.name);
    }
    for rival in rivals {
        let Some(median) = rival.median() else { continue };
        let percent = own.median().map(|ours| ours * 100 / median.max(1));
        let gate = Some(rival.gate_percent).filter(|gate| *gate > 0);
        let (ratio, wanted) =
            (percent.map_or_else(String::new, times), gate.map_or_else(String::new, times));
        println!("{median:>10}  {ratio:>8}  {wanted:>8}  {}", rival.name);
        if percent.zip(gate).is_some_and(|(percent, gate)| percent < gate) {
            missed.push(format!("{}：{ratio}，要 {wanted}", rival.name));
        }
    }
    if !missed.is_empty() {
        bail!("没有达到：{}", missed.join("；"));
    }
    Ok(())
}

fn times(percent: u64) -> String {
    format!("{}.{:02} 倍", percent / 100, percent % 100)
}

#[cfg(test)]
mod tests {
    use super::{Row, print};

    fn row(gate: u64, rounds: &[u64]) -> Row {
        let mut row = Row::new("one", gate);
        rounds.iter().for_each(|rate| row.push(*rate));
        row
    }

    #[test]
    fn the_median_decides_and_a_missed_gate_fails() {
        let own = row(0, &[900, 300, 310, 305, 1]);
        let cases = [(100, true), (101, true), (102, false)];
        for (rival, want) in cases {
            assert_eq!(print(&own, &[row(300, &[rival])]).is_ok(), want, "{rival}");
        }
        assert!(print(&own, &[row(0, &[9999])]).is_ok(), "no gate, nothing to miss");
        assert!(print(&row(0, &[]), &[row(300, &[1])]).is_ok(), "nothing of ours yet");
    }
}
