//! The server (服务): routes, layers, and a loop that ends when it is told to.

use std::net::SocketAddr;
use std::time::Duration;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::middleware::from_fn_with_state;
use axum::routing::get;
use axum::serve::ListenerExt;
use mingqu_app::App;
use tokio::net::TcpListener;
use tower_http::compression::CompressionLayer;
use tower_http::compression::predicate::{DefaultPredicate, Predicate, SizeAbove};

use crate::envelope::{self, Envelope};
use crate::{assets, health, measure, openapi};

/// Below this a packed answer is not worth the work.
const PACKED_MIN: u64 = 1_024;

/// How long calls under way may take to end once the server is told to stop.
const FAREWELL: Duration = Duration::from_secs(20);

/// How the server stands in the network.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ServeOptions {
    /// A proxy in front tells the client's address and whether it speaks TLS.
    pub trust_proxy: bool,
}

/// Every route under its layers.
pub fn router(app: App, options: ServeOptions) -> Router {
    measure::start();
    let (api, _) = openapi::routes().split_for_parts();
    let envelope = Envelope { app: app.clone(), trust_proxy: options.trust_proxy };
    api.route("/api/v1/openapi.json", get(openapi::openapi_read))
        .route("/healthz", get(health::health_read))
        .route("/metrics", get(measure::metrics_read))
        .route("/", get(assets::web_read))
        .route(assets::WEB, get(assets::web_read))
        .layer(DefaultBodyLimit::max(envelope::BODY_MAX))
        .layer(from_fn_with_state(envelope, envelope::wrap))
        .layer(packing())
        .with_state(app)
}

fn packing() -> CompressionLayer<impl Predicate> {
    CompressionLayer::new()
        .gzip(true)
        .compress_when(DefaultPredicate::new().and(SizeAbove::new(PACKED_MIN)))
}

/// Serves until `shutdown` ends, then lets calls under way come to their end.
pub async fn serve(
    app: App,
    listener: TcpListener,
    options: ServeOptions,
    shutdown: impl Future<Output = ()> + Send + 'static,
) -> std::io::Result<()> {
    let upkeep = tokio::spawn(async {
        let mut every = tokio::time::interval(Duration::from_secs(5));
        loop {
            every.tick().await;
            measure::upkeep();
        }
    });
    // An answer leaves at once, however small.
    let listener = listener.tap_io(|stream| {
        if let Err(error) = stream.set_nodelay(true) {
            tracing::debug!(%error, "a connection keeps its delay");
        }
    });
    let (told, stopping) = tokio::sync::oneshot::channel();
    let shutdown = async move {
        shutdown.await;
        // Nobody listens any more when the server has ended by itself.
        let _ = told.send(());
    };
    let service = router(app, options).into_make_service_with_connect_info::<SocketAddr>();
    let served = axum::serve(listener, service).with_graceful_shutdown(shutdown);
    let too_long = async {
        if stopping.await.is_ok() {
            tokio::time::sleep(FAREWELL).await;
        } else {
            std::future::pending::<()>().await;
        }
    };
    let ended = tokio::select! {
        ended = async { served.await } => ended,
        () = too_long => Ok(()),
    };
    upkeep.abort();
    ended
}
