//! Splitting an amount by weights so that the parts sum to the whole, to the unit.

use crate::{Fen, MoneyError};

/// One part's claim: its key breaks ties, its weight is any non-negative integer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Weight<'a> {
    /// What the part is known by; a tie goes to the smaller key.
    pub key: &'a str,
    /// The share in any common unit.
    pub weight: u64,
}

/// Splits `amount` by `weights` in steps of `unit`, by largest remainder (最大余数法).
///
/// The parts come back in the order of `weights` and sum to the amount exactly; what the unit does
/// not divide goes to the part of the largest weight (then smallest key). A tie goes to the smaller
/// key, so the order of parts never matters. `None` if the weights sum to zero; `NotAnAmount` for a
/// unit below one 分 or a negative amount.
pub fn split(
    amount: Fen,
    unit: Fen,
    weights: &[Weight<'_>],
) -> Result<Option<Vec<Fen>>, MoneyError> {
    if !unit.is_positive() || amount < Fen::ZERO {
        return Err(MoneyError::NotAnAmount);
    }
    let sum: u128 = weights.iter().map(|part| u128::from(part.weight)).sum();
    if sum == 0 {
        return Ok(None);
    }
    let units = (amount.fen() / unit.fen()).unsigned_abs();
    let odd = amount.fen() % unit.fen();
    let mut parts: Vec<(usize, u64, u128)> = Vec::with_capacity(weights.len());
    for (place, part) in weights.iter().enumerate() {
        let scaled = u128::from(units) * u128::from(part.weight);
        let floor = u64::try_from(scaled / sum).map_err(|_| MoneyError::OutOfRange)?;
        parts.push((place, floor, scaled % sum));
    }
    let given: u64 = parts.iter().map(|(_, floor, _)| floor).sum();
    let mut left = units - given;
    parts.sort_by(|a, b| b.2.cmp(&a.2).then_with(|| weights[a.0].key.cmp(weights[b.0].key)));
    for part in &mut parts {
        if left == 0 {
            break;
        }
        part.1 += 1;
        left -= 1;
    }
    parts.sort_by_key(|part| part.0);
    let heaviest = (0..weights.len())
        .max_by(|&a, &b| {
            let by_weight = weights[a].weight.cmp(&weights[b].weight);
            by_weight.then_with(|| weights[b].key.cmp(weights[a].key))
        })
        .unwrap_or(0);
    let mut out = Vec::with_capacity(parts.len());
    for (place, count, _) in parts {
        let count = i64::try_from(count).map_err(|_| MoneyError::OutOfRange)?;
        let extra = if place == heaviest { odd } else { 0 };
        out.push(Fen::new(count * unit.fen() + extra)?);
    }
    Ok(Some(out))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn parts(amount: i64, unit: i64, weights: &[(&str, u64)]) -> Vec<i64> {
        let weights: Vec<Weight<'_>> =
            weights.iter().map(|&(key, weight)| Weight { key, weight }).collect();
        let fen = |n| Fen::new(n).unwrap();
        let parts = split(fen(amount), fen(unit), &weights).unwrap().unwrap();
        parts.into_iter().map(Fen::fen).collect()
    }

    #[test]
    fn a_tie_goes_to_the_smaller_key_wherever_it_stands() {
        assert_eq!(parts(100, 1, &[("a", 1), ("b", 1), ("c", 1)]), [34, 33, 33]);
        assert_eq!(parts(100, 1, &[("c", 1), ("b", 1), ("a", 1)]), [33, 33, 34]);
    }

    #[test]
    fn what_the_unit_does_not_divide_goes_to_the_heaviest() {
        assert_eq!(parts(1_050, 100, &[("a", 1), ("b", 3)]), [300, 750]);
    }

    #[test]
    fn nothing_to_go_by_is_no_split() {
        assert_eq!(split(Fen::new(1).unwrap(), Fen::new(1).unwrap(), &[]), Ok(None));
    }

    proptest! {
        #[test]
        fn the_parts_sum_to_the_whole(
            amount in 0i64..=1 << 50,
            unit in prop::sample::select(vec![1i64, 100, 1_000_000]),
            weights in prop::collection::vec(0u64..=u64::MAX / 4, 1..40),
        ) {
            let keys: Vec<String> = (0..weights.len()).map(|n| format!("{n:03}")).collect();
            let weights: Vec<(&str, u64)> =
                keys.iter().map(String::as_str).zip(weights).collect();
            prop_assume!(weights.iter().any(|(_, weight)| 0 < *weight));
            prop_assert_eq!(parts(amount, unit, &weights).iter().sum::<i64>(), amount);
        }
    }
}
