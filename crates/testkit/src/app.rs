//! The program for a test (试验程序): a hand clock, fixed keys, the people of the demonstration.

use std::ops::Deref;

use mingqu_app::actor::Actor;
use mingqu_app::clock::Clock;
use mingqu_app::user::{Credentials, SignedIn, act_as, sign_in};
use mingqu_app::{App, AppError, Caller, Keys, Parts};
use mingqu_store::budget::book;
use mingqu_store::db::unit;

use crate::{TestDb, postgres, sqlite};

/// Where test requests come from.
const ADDRESS: &str = "127.0.0.1";

/// A program of one test, on 22 April 2024 at ten in Shanghai.
pub struct TestApp {
    app: App,
    /// Goes with the program.
    _db: TestDb,
}

impl Deref for TestApp {
    type Target = App;

    fn deref(&self) -> &App {
        &self.app
    }
}

/// The program with its people on both databases: a test body runs on each.
pub async fn apps() -> [TestApp; 2] {
    let apps = empty_apps().await;
    for app in &apps {
        mingqu_demo::people(app).await.expect("the people are made");
    }
    apps
}

/// The program without anybody, on both databases.
pub async fn empty_apps() -> [TestApp; 2] {
    [TestApp::on(sqlite().await), TestApp::on(postgres().await)]
}

/// The program with its people on SQLite alone, for tests of the rooms above.
pub async fn app_on_sqlite() -> TestApp {
    let app = TestApp::on(sqlite().await);
    mingqu_demo::people(&app).await.expect("the people are made");
    app
}

impl TestApp {
    fn on(db: TestDb) -> TestApp {
        let day = chrono::NaiveDate::from_ymd_opt(2024, 4, 22).expect("a day of the calendar");
        let parts = Parts {
            db: db.clone(),
            clock: Clock::hand_on(day, 10),
            keys: Keys::new([7; 32]),
            demo: false,
        };
        TestApp { app: App::new(parts).expect("the policies are whole"), _db: db }
    }

    /// The program, to be handed on.
    pub fn app(&self) -> App {
        self.app.clone()
    }

    /// One of the people, as if signed in.
    pub async fn caller(&self, username: &str) -> Caller {
        let actor = act_as(&self.app, username).await.expect("one of the people");
        Caller { app: self.app(), actor: Actor { address: ADDRESS.to_owned(), ..actor }, key: None }
    }

    /// The same, with the key of a request.
    pub async fn caller_with_key(&self, username: &str, key: &str) -> Caller {
        Caller { key: Some(key.to_owned()), ..self.caller(username).await }
    }

    /// The program itself.
    pub fn system(&self) -> Caller {
        Caller { app: self.app(), actor: Actor::system(), key: None }
    }

    /// Signs in with a password and without a second factor.
    pub async fn sign_in(&self, username: &str, password: &str) -> Result<SignedIn, AppError> {
        self.sign_in_with(username, password, None).await
    }

    /// Signs in with a second factor.
    pub async fn sign_in_with(
        &self,
        username: &str,
        password: &str,
        totp: Option<String>,
    ) -> Result<SignedIn, AppError> {
        let (username, password) = (username.to_owned(), password.to_owned());
        sign_in(&self.app, Credentials { username, password, totp }, ADDRESS, "request").await
    }

    /// Moves the hand clock on.
    pub fn pass_seconds(&self, seconds: i64) {
        self.app.clock().set(self.app.clock().millis() + 1_000 * seconds);
    }

    /// Moves the hand clock on.
    pub fn pass_days(&self, days: i64) {
        self.pass_seconds(days * 86_400);
    }

    /// Opens a book.
    pub async fn open_book(&self, division_code: &str, fiscal_year: i64) {
        let (code, day) = (division_code.to_owned(), self.app.clock().today().to_string());
        let open = unit(move |tx| {
            let (code, day) = (code.clone(), day.clone());
            Box::pin(async move { book::insert(tx, &code, fiscal_year, &day).await })
        });
        self.app.db().write(open).await.expect("the book opens");
    }
}
