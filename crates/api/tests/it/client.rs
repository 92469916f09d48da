//! A program with people in it, and a caller with a cookie (测试客户端).

#![expect(clippy::expect_used, reason = "a failed expectation is a failed test")]

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{HeaderMap, Method, Request, StatusCode, header};
use mingqu_api::{ServeOptions, router};
use mingqu_app::clock::Clock;
use mingqu_app::user::{
    FirstPassword, NewUser, OfficeCreate, OfficeKind, PasswordHash, user_create, user_grant,
};
use mingqu_app::{App, Caller, Keys, Parts, actor::Actor};
use mingqu_domain::user::Duty;
use mingqu_testkit::TestDb;
use serde_json::{Value, json};
use tower::ServiceExt as _;

/// The password of everybody in these tests.
pub(crate) const PASSWORD: &str = "Mingqu-2024";

const PREFECTURE: &str = "654200000";
const COUNTY: &str = "654224000";

/// Who there is: user name, name, division, duty.
const PEOPLE: [(&str, &str, &str, Duty); 8] = [
    ("sysadmin", "系统管理员", PREFECTURE, Duty::SystemAdmin),
    ("secadmin", "安全管理员", PREFECTURE, Duty::SecurityAdmin),
    ("audadmin", "审计管理员", PREFECTURE, Duty::AuditAdmin),
    ("jingban", "王经办", PREFECTURE, Duty::Preparer),
    ("fuhe", "李复核", PREFECTURE, Duty::Reviewer),
    ("shenpi", "张审批", PREFECTURE, Duty::Approver),
    ("shenji", "周审计", PREFECTURE, Duty::Auditor),
    ("tuoli_jb", "托里经办", COUNTY, Duty::Preparer),
];

/// The program of one test.
pub(crate) struct House {
    pub(crate) app: App,
    router: Router,
    /// Gone with the test.
    _db: TestDb,
}

/// An answer.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) bytes: Vec<u8>,
}

impl Answer {
    pub(crate) fn json(&self) -> Value {
        serde_json::from_slice(&self.bytes).unwrap_or(Value::Null)
    }

    pub(crate) fn code(&self) -> String {
        self.json()["code"].as_str().unwrap_or_default().to_owned()
    }

    pub(crate) fn header(&self, name: header::HeaderName) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().expect("a readable header"))
    }

    #[track_caller]
    pub(crate) fn expect(self, status: u16) -> Value {
        let body = self.json();
        assert_eq!(self.status.as_u16(), status, "{body}");
        body
    }

    /// The status and the code of a refusal.
    #[track_caller]
    pub(crate) fn refused(self, status: u16, code: &str) -> Value {
        let body = self.json();
        assert_eq!((self.status.as_u16(), body["code"].as_str()), (status, Some(code)), "{body}");
        body
    }
}

impl House {
    /// With everybody of the table, on a hand clock, as a demonstration.
    pub(crate) async fn new() -> House {
        House::opened(true).await
    }

    pub(crate) async fn opened(demo: bool) -> House {
        let db = mingqu_testkit::sqlite().await;
        let clock = Clock::hand_on("2024-04-22".parse().expect("a day"), 9);
        let keys = Keys::new([7; 32]);
        let app = App::new(Parts { db: db.clone(), clock, keys, demo }).expect("the policies load");
        people(&app).await;
        let router = router(app.clone(), ServeOptions::default());
        House { app, router, _db: db }
    }

    /// Nobody yet.
    pub(crate) fn visitor(&self) -> Client {
        Client { router: self.router.clone(), cookie: None }
    }

    /// Somebody signed in.
    pub(crate) async fn signed_in(&self, username: &str) -> Client {
        let mut client = self.visitor();
        client.sign_in(username, PASSWORD).await.expect(200);
        client
    }
}

async fn people(app: &App) {
    let caller = Caller { app: app.clone(), actor: Actor::system(), key: None };
    let hash = PasswordHash::of(PASSWORD).await.expect("a hash");
    for division in [PREFECTURE, COUNTY] {
        let office = OfficeCreate {
            division_code: division.to_owned(),
            name: "财政局".to_owned(),
            section: "乡村振兴科".to_owned(),
            kind: OfficeKind::Finance,
        };
        let office_id = caller.execute(office).await.expect("an office");
        for (username, name, _, duty) in PEOPLE.iter().filter(|who| who.2 == division) {
            let new = NewUser {
                username: (*username).to_owned(),
                display_name: (*name).to_owned(),
                office_id: office_id.clone(),
                password: FirstPassword::Given(hash.clone()),
            };
            let id = user_create(&caller, new).await.expect("a user").id;
            user_grant(&caller, &id, &[*duty]).await.expect("a duty");
        }
    }
}

/// A caller.
#[derive(Clone)]
pub(crate) struct Client {
    router: Router,
    cookie: Option<String>,
}

impl Client {
    pub(crate) async fn sign_in(&mut self, username: &str, password: &str) -> Answer {
        let body = json!({ "username": username, "password": password });
        let answer = self.post("/api/v1/session", body).await;
        let cookie = answer.header(header::SET_COOKIE).split(';').next().unwrap_or_default();
        if answer.status.is_success() {
            self.cookie = Some(cookie.to_owned());
        }
        answer
    }

    pub(crate) async fn get(&self, path: &str) -> Answer {
        self.call(Method::GET, path, &[], Body::empty()).await
    }

    pub(crate) async fn delete(&self, path: &str) -> Answer {
        self.call(Method::DELETE, path, &[], Body::empty()).await
    }

    pub(crate) async fn post(&self, path: &str, body: Value) -> Answer {
        let headers = [("content-type", "application/json")];
        self.call(Method::POST, path, &headers, Body::from(body.to_string())).await
    }

    pub(crate) async fn call(
        &self,
        method: Method,
        path: &str,
        headers: &[(&str, &str)],
        body: Body,
    ) -> Answer {
        let mut request = Request::builder().method(method).uri(path);
        if let Some(cookie) = &self.cookie {
            request = request.header(header::COOKIE, cookie);
        }
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let request = request.body(body).expect("a request");
        let response = self.router.clone().oneshot(request).await.expect("an answer");
        let (parts, body) = response.into_parts();
        let bytes = to_bytes(body, usize::MAX).await.expect("a whole body").to_vec();
        Answer { status: parts.status, headers: parts.headers, bytes }
    }
}
