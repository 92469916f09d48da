//! Reading one file without a database (读文): facts, places and doubts as JSON.

use mingqu_reader::Limits;
use serde_json::Value;

use super::refused;
use crate::error::AppError;
use crate::notice::reference;
use crate::policy::Policies;

/// Reads a notice with the newest built-in policy; the answer is what scoring tools understand.
pub fn notice_read(bytes: &[u8], file_name: &str) -> Result<Value, AppError> {
    let policies = Policies::load().map_err(|error| refused("policy.broken", error.to_string()))?;
    let newest = policies.newest().ok_or_else(|| refused("policy.empty", "程序里没有政策包"))?;
    let read = mingqu_reader::read(bytes, file_name, &Limits::default(), &reference(newest));
    let reading = read.map_err(|refusal| refused(refusal.code(), refusal.to_string()))?;
    Ok(mingqu_reader::json::to_value(&reading))
}
