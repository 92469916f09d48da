//! The sentence of a notice that brought the money (原文这一句).

use mingqu_store::db::Tx;
use mingqu_store::notice::{header, line};

use super::kept::Kept;
use crate::budget::Sentence;
use crate::error::AppError;

/// Characters shown on either side at most.
const AROUND: usize = 60;

/// The sentence around the amount: the book's own row of the table, else the stated total.
pub(crate) async fn sentence_of(
    tx: &mut Tx,
    division_code: &str,
    notice_id: &str,
) -> Result<Option<Sentence>, AppError> {
    let Some(row) = header::find(tx, division_code, notice_id).await? else { return Ok(None) };
    let kept = Kept::from_text(&row.reading);
    let lines = line::list(tx, division_code, notice_id).await?;
    let own = lines.iter().position(|line| line.line_division.as_deref() == Some(division_code));
    let own = own.and_then(|place| kept.rows.get(place)).copied();
    let text: Vec<char> = row.body.chars().collect();
    let sheet = kept.sheet(&std::collections::BTreeMap::new());
    let fact = |key: &str| {
        let fact = sheet.iter().find(|fact| fact.key.code() == key)?;
        Some(((fact.start?, fact.end?), fact.place.clone()))
    };
    let found = own
        .map(|(start, end)| ((start, with_figure(&text, end)), "分配表".to_owned()))
        .or_else(|| fact("total"))
        .or_else(|| fact("fund_name"));
    let Some(((start, end), place)) = found else { return Ok(None) };
    let (start, end) = (usize::try_from(start).unwrap_or(0), usize::try_from(end).unwrap_or(0));
    let (start, end) = (start.min(text.len()), end.min(text.len()).max(start.min(text.len())));
    let no = row.document_no.as_deref().unwrap_or("无文号");
    Ok(Some(Sentence {
        notice_id: notice_id.to_owned(),
        before: before(&text, start),
        quote: text[start..end].iter().collect(),
        after: after(&text, end),
        place: format!("{no} · {place}"),
    }))
}

/// Where the figure of a row ends that begins with a name: the quote holds both.
fn with_figure(text: &[char], end: i64) -> i64 {
    let from = usize::try_from(end).unwrap_or(0).min(text.len());
    let rest = text.iter().skip(from).take(AROUND).take_while(|c| !ends_sentence(**c));
    let rest: Vec<char> = rest.copied().collect();
    let Some(first) = rest.iter().position(char::is_ascii_digit) else { return end };
    let figure = |c: &&char| c.is_ascii_digit() || matches!(**c, '.' | ',');
    let length = rest.iter().skip(first).take_while(figure).count();
    end + i64::try_from(first + length).unwrap_or(0)
}

fn before(text: &[char], start: usize) -> String {
    let from = (start.saturating_sub(AROUND)..start)
        .rev()
        .find(|&place| ends_sentence(text[place]))
        .map_or(start.saturating_sub(AROUND), |place| place + 1);
    text[from..start].iter().collect::<String>().trim_start().to_owned()
}

fn after(text: &[char], end: usize) -> String {
    let last = (end + AROUND).min(text.len());
    let to = (end..last).find(|&place| ends_sentence(text[place]));
    let to = to.map_or(last, |place| if text[place] == '\n' { place } else { place + 1 });
    text[end..to].iter().collect::<String>().trim_end().to_owned()
}

const fn ends_sentence(c: char) -> bool {
    matches!(c, '。' | '；' | '\n')
}
