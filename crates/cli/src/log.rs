//! Where the log goes (日志): standard error, a line an event.

use tracing_subscriber::EnvFilter;

use crate::arguments::LogForm;

/// Begins to log.
pub(crate) fn start(form: LogForm) {
    let filter = EnvFilter::new("info,refinery_core=warn");
    let lines = tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr);
    match form {
        LogForm::Text => lines.with_ansi(false).init(),
        LogForm::Json => lines.json().flatten_event(true).with_current_span(false).init(),
    }
}
