//! The last check before a paper goes out (下达前核对): header, table and ledger, to the 分.

use mingqu_money::Fen;

use crate::allocation::{AllocationLine, AllocationRefusal};

/// The three totals that must be one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PaperTotals {
    /// Stated in the letter.
    pub stated: Fen,
    /// What will be posted.
    pub ledger: Fen,
}

/// Compares the table of the paper with the approved allocation, row by row and in total.
///
/// Refused when they differ by one 分, naming the first row that differs.
pub fn check_paper(
    printed: &[AllocationLine],
    planned: &[AllocationLine],
    totals: PaperTotals,
) -> Result<(), AllocationRefusal> {
    let none = || AllocationLine {
        division_code: String::new(),
        division_name: "（缺）".to_owned(),
        amount: Fen::ZERO,
    };
    for place in 0..printed.len().max(planned.len()) {
        let shown = printed.get(place).cloned().unwrap_or_else(none);
        let meant = planned.get(place).cloned().unwrap_or_else(none);
        if shown.division_code != meant.division_code || shown.amount != meant.amount {
            let name = if shown.division_code.is_empty() { &meant } else { &shown };
            return Err(AllocationRefusal::PaperDiffers {
                row: place + 1,
                name: name.division_name.clone(),
                printed: shown.amount,
                planned: meant.amount,
            });
        }
    }
    let table = Fen::total(printed.iter().map(|line| line.amount))?;
    let PaperTotals { stated, ledger } = totals;
    if stated != table || table != ledger {
        return Err(AllocationRefusal::TotalsDiffer { stated, table, ledger });
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(amounts: &[i64]) -> Vec<AllocationLine> {
        let line = |(place, fen): (usize, &i64)| AllocationLine {
            division_code: place.to_string(),
            division_name: ["托里县", "裕民县", "和布克赛尔县"][place].to_owned(),
            amount: Fen::new(*fen).unwrap(),
        };
        amounts.iter().enumerate().map(line).collect()
    }

    #[track_caller]
    fn check(printed: &[i64], planned: &[i64], stated: i64, want: Result<(), &str>) {
        let fen = |n| Fen::new(n).unwrap();
        let totals = PaperTotals { stated: fen(stated), ledger: fen(planned.iter().sum()) };
        let got = check_paper(&lines(printed), &lines(planned), totals);
        assert_eq!(got.map_err(|refusal| refusal.to_string()), want.map_err(str::to_owned));
    }

    #[test]
    fn one_fen_of_difference_stops_the_paper_and_names_the_row() {
        check(&[100, 200, 300], &[100, 200, 300], 600, Ok(()));
        check(
            &[100, 200, 301],
            &[100, 200, 300],
            601,
            Err("不能下达：附件1第 3 行“和布克赛尔县”是 3.01 元，方案是 3.00 元"),
        );
        check(
            &[100, 200],
            &[100, 200, 300],
            300,
            Err("不能下达：附件1第 3 行“和布克赛尔县”是 0.00 元，方案是 3.00 元"),
        );
        check(
            &[100, 200],
            &[100, 200],
            301,
            Err("不能下达：正文 3.01 元、附件1合计 3.00 元、账上 3.00 元不一致"),
        );
    }
}
