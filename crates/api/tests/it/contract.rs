//! The document of the interface: what is committed is what is served, and it is whole.

use serde_json::Value;

use crate::client::House;

#[tokio::test]
async fn the_committed_document_is_the_served_one() {
    let served = House::new().await.visitor().get("/api/v1/openapi.json").await;
    let file = concat!(env!("CARGO_MANIFEST_DIR"), "/../../openapi/openapi.json");
    let committed = std::fs::read_to_string(file).unwrap();
    let served = String::from_utf8(served.bytes).unwrap();
    assert!(served == committed, "openapi/openapi.json is stale: run cargo xtask gen");
}

#[test]
fn every_endpoint_has_a_word_a_sentence_and_an_error() {
    let document: Value = serde_json::from_str(mingqu_api::openapi::document()).unwrap();
    let mut words = Vec::new();
    for (path, methods) in document["paths"].as_object().unwrap() {
        assert!(path.starts_with("/api/v1/"), "{path}");
        for (method, endpoint) in methods.as_object().unwrap() {
            let word = endpoint["operationId"].as_str().unwrap_or_default();
            assert!(word.contains('_'), "{method} {path} has the word {word:?}");
            assert!(endpoint["summary"].is_string(), "{word} has no summary");
            let error = &endpoint["responses"]["4XX"]["content"]["application/json"]["schema"];
            assert_eq!(error["$ref"], "#/components/schemas/ErrorBody", "{word}");
            words.push(word.to_owned());
        }
    }
    let count = words.len();
    words.sort();
    words.dedup();
    assert_eq!(words.len(), count, "a word stands for one endpoint");
}

#[test]
fn every_field_says_what_it_is() {
    let document: Value = serde_json::from_str(mingqu_api::openapi::document()).unwrap();
    for (name, schema) in document["components"]["schemas"].as_object().unwrap() {
        let Some(fields) = schema["properties"].as_object() else { continue };
        for (field, what) in fields {
            assert!(is_told(what), "{name}.{field} says nothing");
            let amount = field.ends_with("_fen");
            let floating = what["type"] == "number";
            assert!(!(amount && floating), "{name}.{field} is not a whole number");
        }
    }
}

/// A field that may be missing is told beside the shape it has when it is not.
fn is_told(what: &Value) -> bool {
    let shapes = what["oneOf"].as_array().into_iter().flatten();
    shapes.chain([what]).any(|shape| shape["description"].is_string())
}
