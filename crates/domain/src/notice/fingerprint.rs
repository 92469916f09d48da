//! How the same paper is known again (查重): by number, else by issuer, title, date and amount.

use chrono::NaiveDate;
use mingqu_money::Fen;

/// Folds printed text for comparison: full-width marks narrowed, white space and 号's space dropped.
#[must_use]
pub fn fold(text: &str) -> String {
    let narrow = |c: char| match c {
        '！'..='～' => char::from_u32(u32::from(c) - 0xFEE0).unwrap_or(c),
        '[' | '【' | '﹝' => '〔',
        ']' | '】' | '﹞' => '〕',
        _ => c,
    };
    let narrowed = text.chars().filter(|c| !c.is_whitespace()).map(narrow);
    narrowed
        .map(|c| match c {
            '[' => '〔',
            ']' => '〕',
            _ => c,
        })
        .collect()
}

/// What makes two papers the same paper.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fingerprint {
    /// By 文号, if the paper has one.
    pub by_number: Option<String>,
    /// By issuer, title, date and amount, if all are known.
    pub by_content: Option<String>,
}

impl Fingerprint {
    /// From what was read or typed. A number belongs to its issuer; two offices may not share one,
    /// so the number alone is enough.
    #[must_use]
    pub fn of(
        document_no: Option<&str>,
        issuer: Option<&str>,
        title: Option<&str>,
        issue_on: Option<NaiveDate>,
        total: Option<Fen>,
    ) -> Fingerprint {
        let by_content = match (issuer, title, issue_on, total) {
            (Some(issuer), Some(title), Some(on), Some(total)) => {
                let (issuer, title) = (fold(issuer), fold(title));
                Some(format!("{issuer}|{title}|{on}|{}", total.fen()))
            }
            _ => None,
        };
        Fingerprint { by_number: document_no.map(fold).filter(|no| !no.is_empty()), by_content }
    }

    /// The keys under which the paper is kept, and looked for.
    #[must_use]
    pub fn keys(&self) -> Vec<String> {
        let number = self.by_number.iter().map(|no| format!("no:{no}"));
        let content = self.by_content.iter().map(|content| format!("content:{content}"));
        number.chain(content).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_paper_has_the_same_keys_however_it_is_printed() {
        let on = "2024-04-22".parse().ok();
        let total = Fen::new(7_550_000_000).ok();
        let of = |no, title| Fingerprint::of(no, Some("塔城地区财政局"), Some(title), on, total);
        let printed = of(Some("塔地财振［2024］ 6 号"), "关于下达 2024年资金（任务）的通知");
        let typed = of(Some("塔地财振〔2024〕6号"), "关于下达2024年资金(任务)的通知");
        assert_eq!(printed.keys(), typed.keys());
        assert_eq!(of(None, "甲").keys().len(), 1);
    }

    #[test]
    fn without_amount_or_date_only_the_number_tells() {
        let none = Fingerprint::of(Some("甲〔2024〕1号"), Some("局"), Some("题"), None, None);
        assert_eq!(none.keys(), ["no:甲〔2024〕1号"]);
    }
}
