//! An indicator's figures out of its accounts (指标额度).

use mingqu_domain::budget::{IndicatorFigures, Subject};
use mingqu_money::{Fen, MoneyError};

/// Gathers (subject code, balance) pairs of one indicator, document or book.
pub(crate) fn figures_of<'a>(
    balances: impl IntoIterator<Item = (&'a str, Fen)>,
) -> Result<IndicatorFigures, MoneyError> {
    let mut figures = IndicatorFigures::default();
    for (subject, balance) in balances {
        let place = match Subject::from_code(subject) {
            Some(Subject::UpperSource | Subject::OwnSource | Subject::CarriedSource) => {
                &mut figures.approved
            }
            Some(Subject::Allotted) => &mut figures.allotted,
            Some(Subject::Reserved) => &mut figures.reserved,
            Some(Subject::Paid) => &mut figures.paid,
            Some(Subject::Returned) => &mut figures.returned,
            Some(Subject::Unassigned | Subject::Executable) | None => continue,
        };
        *place = place.checked_add(balance)?;
    }
    Ok(figures)
}
