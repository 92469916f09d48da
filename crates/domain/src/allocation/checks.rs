//! What must hold of an allocation's rows (分配表核对).

use std::collections::BTreeSet;

use mingqu_money::Fen;

use super::AllocationRefusal;

/// One row: a division below and its amount.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AllocationLine {
    /// 9-digit code of the receiving division.
    pub division_code: String,
    /// As shown.
    pub division_name: String,
    /// 分
    pub amount: Fen,
}

/// Checks the rows against the divisions below and the money that is free; gives their sum.
///
/// - `below` are the codes of the divisions directly below the book's, `upper` is its name.
/// - The sum may be less than what is free: the rest stays 待分配.
pub fn check_lines(
    lines: &[AllocationLine],
    below: &[String],
    upper: &str,
    available: Fen,
) -> Result<Fen, AllocationRefusal> {
    if lines.is_empty() {
        return Err(AllocationRefusal::Empty);
    }
    let mut seen = BTreeSet::new();
    for (place, line) in lines.iter().enumerate() {
        let (row, name) = (place + 1, line.division_name.clone());
        if !below.contains(&line.division_code) {
            return Err(AllocationRefusal::NotBelow { row, name, upper: upper.to_owned() });
        }
        if !seen.insert(&line.division_code) {
            return Err(AllocationRefusal::Twice { row, name });
        }
        if !line.amount.is_positive() {
            return Err(AllocationRefusal::NotPositive { row, name, amount: line.amount });
        }
    }
    let total = Fen::total(lines.iter().map(|line| line.amount))?;
    if available < total {
        return Err(AllocationRefusal::TooMuch { total, available });
    }
    Ok(total)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(rows: &[(&str, i64)], available: i64, want: Result<i64, &str>) {
        let fen = |n| Fen::new(n).unwrap();
        let lines: Vec<AllocationLine> = rows
            .iter()
            .map(|(code, amount)| AllocationLine {
                division_code: (*code).to_owned(),
                division_name: (*code).to_owned(),
                amount: fen(*amount),
            })
            .collect();
        let below = ["654224000".to_owned(), "654225000".to_owned()];
        let got = check_lines(&lines, &below, "塔城地区", fen(available));
        assert_eq!(got.map(Fen::fen).map_err(|refusal| refusal.code()), want);
    }

    #[test]
    fn rows_are_known_single_positive_and_within_what_is_free() {
        check(&[("654224000", 60), ("654225000", 40)], 100, Ok(100));
        check(&[("654224000", 60)], 100, Ok(60));
        check(&[("654224000", 60), ("654225000", 41)], 100, Err("allocation.too_much"));
        check(&[("654224000", 60), ("654224000", 1)], 100, Err("allocation.twice"));
        check(&[("654224000", 0)], 100, Err("allocation.not_positive"));
        check(&[("650100000", 1)], 100, Err("allocation.not_below"));
        check(&[], 100, Err("allocation.empty"));
    }
}
