//! Reads one file and prints its facts as JSON: `read --json FILE` (读文示例).
#![expect(clippy::print_stdout, reason = "the output of this example is its purpose")]

use std::process::ExitCode;

use mingqu_reader::{Limits, Reference, json, read};

fn main() -> ExitCode {
    let Some(path) = std::env::args().skip(1).find(|arg| arg != "--json") else {
        return ExitCode::from(2);
    };
    let Ok(bytes) = std::fs::read(&path) else {
        return ExitCode::from(3);
    };
    match read(&bytes, &path, &Limits::default(), &Reference::built_in()) {
        Ok(reading) => {
            println!("{}", json::to_value(&reading));
            ExitCode::SUCCESS
        }
        Err(refusal) => {
            println!(
                "{}",
                serde_json::json!({ "code": refusal.code(), "message": refusal.to_string() })
            );
            ExitCode::FAILURE
        }
    }
}
