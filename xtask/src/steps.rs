//! A row of steps (步骤): one after another, stopped at the first failure, with the seconds each took.

use std::time::{Duration, Instant};

use anyhow::{Context as _, Result};

/// What was done and how long it took, in order.
#[derive(Default)]
pub(crate) struct Steps {
    done: Vec<(String, Duration)>,
    passed: u64,
    failed: u64,
}

impl Steps {
    /// Carries out one step; `alone` is how a person runs only this one.
    pub(crate) fn step(
        &mut self,
        name: &str,
        alone: &str,
        work: impl FnOnce(&mut Steps) -> Result<()>,
    ) -> Result<()> {
        println!("\n=== {name}");
        let start = Instant::now();
        let went = work(self);
        self.done.push((name.to_owned(), start.elapsed()));
        if went.is_err() {
            self.print_times();
        }
        went.with_context(|| format!("停在“{name}”；单独再跑：{alone}"))
    }

    /// Records a step that ran beside the others.
    pub(crate) fn beside(&mut self, name: &str, took: Duration) {
        self.done.push((format!("{name}（同时）"), took));
    }

    /// Counts what a test runner says on its closing line; other lines are passed over.
    pub(crate) fn count(&mut self, line: &str) {
        if let Some((passed, failed)) = closing_line(line) {
            self.passed += passed;
            self.failed += failed;
        }
    }

    /// Where the time went.
    pub(crate) fn print_times(&self) {
        println!("\n=== 用时");
        let mut whole = Duration::ZERO;
        for (name, took) in &self.done {
            println!("{:>6} 秒  {name}", took.as_secs());
            whole += *took;
        }
        println!("{:>6} 秒  各步合计", whole.as_secs());
    }

    /// The plain closing line, summed over all runners.
    pub(crate) fn print_count(&self) {
        println!("\n{} passed, {} failed", self.passed, self.failed);
    }
}

/// Passed and failed as told by nextest, by cargo test, by vitest, or on a plain closing line.
fn closing_line(line: &str) -> Option<(u64, u64)> {
    let line = plain(line);
    let line = line.trim();
    let ours = line.starts_with("Summary [")
        || line.starts_with("test result: ")
        || line.starts_with("Tests  ")
        || line.split_once(" passed, ").is_some_and(|(n, _)| n.parse::<u64>().is_ok());
    if !ours {
        return None;
    }
    let words: Vec<&str> = line.split_whitespace().collect();
    let before = |word: &str| {
        let at = words.iter().position(|w| w.trim_end_matches([',', ';']) == word)?;
        words.get(at.checked_sub(1)?)?.parse::<u64>().ok()
    };
    Some((before("passed").unwrap_or(0), before("failed").unwrap_or(0)))
}

/// The line without the colours of a terminal.
fn plain(line: &str) -> String {
    let mut parts = line.split('\u{1b}');
    let mut text = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        text.push_str(part.split_once('m').map_or("", |(_, rest)| rest));
    }
    text
}

#[cfg(test)]
mod tests {
    use super::closing_line;

    #[test]
    fn the_closing_lines_of_all_runners_are_counted() {
        let cases = [
            ("     Summary [   0.512s] 57 tests run: 57 passed, 2 skipped", Some((57, 0))),
            (
                "Summary [ 1.0s] 57 tests run: 56 passed (1 slow), 1 failed, 0 skipped",
                Some((56, 1)),
            ),
            ("test result: ok. 3 passed; 0 failed; 0 ignored; 0 measured", Some((3, 0))),
            (
                "\u{1b}[2m      Tests \u{1b}[22m \u{1b}[1m\u{1b}[32m12 passed\u{1b}[39m (12)",
                Some((12, 0)),
            ),
            ("      Tests  1 failed | 11 passed (12)", Some((11, 1))),
            ("4 passed, 0 failed", Some((4, 0))),
            ("a notice that passed, and one that failed", None),
            (" Test Files  3 passed (3)", None),
        ];
        for (line, want) in cases {
            assert_eq!(closing_line(line), want, "{line}");
        }
    }
}
