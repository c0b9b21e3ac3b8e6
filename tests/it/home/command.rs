//! The same from the command line, as a ministry runs it.

use clap::Parser as _;

use super::*;

async fn run(arguments: &[&str]) -> Result<Value, api::home::CarryError> {
    let all = [&["normtrack", "package"], arguments].concat();
    let api::config::Command::Package(arguments) = api::config::Cli::try_parse_from(all).unwrap().command else {
        panic!("{arguments:?}");
    };
    api::home::run(&arguments).await
}

#[expect(clippy::too_many_lines, reason = "one filing on its way, command after command")]
#[tokio::test(flavor = "multi_thread")]
async fn the_command_line_takes_a_package_out_shows_it_hands_it_in_and_keeps_the_receipt() {
    let away = Away::filed().await;
    let (home, end_home) = crate::readme::served(&away.home).await;
    let (centre, end_centre) = crate::readme::served(&away.central).await;
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
    let token = |name: &str, who: &Persona| {
        std::fs::write(path(name), &who.token).unwrap();
        path(name)
    };
    let at_home = token("home", &away.at_home.authority);
    let (focal, authority) = (
        token("focal", &away.here.focal),
        token("authority", &away.here.authority),
    );
    let [package, keys, receipt, again, document] = ["package", "keys", "receipt", "again", "document"].map(path);
    let as_focal = ["--server", &centre, "--token-file", &focal];
    let as_authority = ["--server", &centre, "--token-file", &authority];
    std::fs::write(&keys, published(&away.home).await).unwrap();

    let taken_out = run(&[
        "export",
        "1",
        "--out",
        &package,
        "--server",
        &home,
        "--token-file",
        &at_home,
    ])
    .await;
    let root = taken_out.unwrap()["root"].as_str().unwrap().to_owned();
    let nothing = run(&[
        "export",
        "9",
        "--out",
        &package,
        "--server",
        &home,
        "--token-file",
        &at_home,
    ])
    .await;
    assert!(
        nothing
            .unwrap_err()
            .to_string()
            .starts_with("there is nothing of this name")
    );
    let shown = run(&["show", &package, "--keys", &keys, "--document", &document])
        .await
        .unwrap();
    assert_eq!(
        (&shown["root"], &shown["header"]["state"]),
        (&json!(root), &json!("QMA"))
    );
    assert_eq!(shown["answers"].as_array().unwrap().len(), 6);
    let other = path("other");
    std::fs::write(&other, published(&away.central).await).unwrap();
    let unknown = run(&["show", &package, "--keys", &other])
        .await
        .unwrap_err()
        .to_string();
    assert!(unknown.ends_with("is no package that these keys signed"), "{unknown}");

    let hand_in = [&["hand-in", &package, "--state", "QMA"], as_focal.as_slice()].concat();
    let refused = run(&hand_in).await.unwrap_err().to_string();
    assert!(
        refused.starts_with("the service refused: The State has not registered the key"),
        "{refused}"
    );
    let register = [&["register-key", &keys, "--state", "QMA"], as_authority.as_slice()].concat();
    let registered = run(&register).await.unwrap();
    let handed_in = run(&hand_in).await.unwrap();
    let id = handed_in["id"].as_str().unwrap();
    assert_eq!(
        (
            &handed_in["root"],
            handed_in["missingEvidence"].as_array().unwrap().len()
        ),
        (&json!(root), 1)
    );
    let file = |receipt: &str, root: &str| {
        let arguments = ["file", id, "--root", root, "--receipt", receipt].map(str::to_owned);
        let who = as_authority.map(str::to_owned);
        async move {
            let all: Vec<&str> = arguments.iter().chain(&who).map(String::as_str).collect();
            run(&all).await
        }
    };
    let missing = file(&receipt, &root).await.unwrap_err().to_string();
    assert!(
        missing.contains("cites a document that the State does not keep here yet"),
        "{missing}"
    );
    keep(&away.central, &away.here.focal, ("QMA", "act.pdf"), act()).await;
    let looked = run(&[["preview", id].as_slice(), &as_authority].concat())
        .await
        .unwrap();
    assert_eq!(looked["missingEvidence"], json!([]));
    let another = file(&receipt, &"00".repeat(32)).await.unwrap_err().to_string();
    assert_eq!(another, format!("the package holds the root {root}"));
    let filed = file(&receipt, &root).await.unwrap();
    assert_eq!(
        (&filed["filing"]["position"], &filed["filing"]["root"]),
        (&json!(2), &json!(root))
    );
    file(&again, &root).await.unwrap();
    let text = |path: &str| std::fs::read_to_string(path).unwrap();
    assert_eq!(text(&receipt), text(&again), "a repeat gives the same receipt");
    let report = verified(
        &away.central,
        &[("document", &text(&document)), ("receipt", &text(&receipt))],
    )
    .await;
    assert!(report.holds(), "{report}");

    let kid = registered[0]["kid"].as_str().unwrap();
    run(&[["revoke-key", kid, "--state", "QMA"].as_slice(), &as_authority].concat())
        .await
        .unwrap();
    let refused = run(&hand_in).await.unwrap_err().to_string();
    assert!(
        refused.starts_with("the service refused: The State has revoked the key"),
        "{refused}"
    );
    end_home.send(()).unwrap();
    end_centre.send(()).unwrap();
}
