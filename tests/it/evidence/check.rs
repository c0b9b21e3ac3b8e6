//! Reading evidence through: bytes that are missing or others are named, and objects of no document are found.

use api::check::{EvidenceFinding, check_evidence};
use api::mint::Mint;
use chrono::TimeDelta;
use http::StatusCode;
use sha2::{Digest as _, Sha256};
use tests::app::TestApp;
use tests::delegation::Team;
use vault::{Place, hex};

use super::{keep, pdf, upload};

#[tokio::test]
async fn bytes_that_are_missing_or_others_are_named_and_strays_are_found_once_they_are_old() {
    let app = TestApp::start().await;
    let team = Team::of(&app, "QMA").await;
    let [law, decree] = ["a law", "a decree"].map(pdf);
    for (name, bytes) in [("law.pdf", &law), ("decree.pdf", &decree)] {
        keep(&app, &team.focal, ("QMA", name), bytes.clone()).await;
    }
    let (url, vault) = (app.database.owner_url(), app.shelf().open().vault);
    let later = Mint::system().now() + TimeDelta::hours(25);
    let checked = check_evidence(&url, &vault, later).await.unwrap();
    assert_eq!((checked.documents, checked.findings.as_slice()), (2, [].as_slice()));
    assert!(checked.strays.is_empty());

    let folder = app.shelf().folder_path();
    let object = |bytes: &[u8]| {
        let of_hash = folder.join("QMA").join(hex(&Sha256::digest(bytes)));
        let entry = std::fs::read_dir(of_hash).unwrap().next().unwrap().unwrap();
        entry.path()
    };
    std::fs::remove_file(object(&law)).unwrap();
    let other = pdf("another decree");
    std::fs::write(object(&decree), &other).unwrap();
    // As an upload leaves it whose server died before the row was written.
    let stray = Place::of("QMB", &[7; 32], "0198");
    let path = folder.join(stray.to_string());
    std::fs::create_dir_all(path.parent().unwrap()).unwrap();
    std::fs::write(path, b"bytes").unwrap();

    let checked = check_evidence(&url, &vault, later).await.unwrap();
    let [first, second] = checked.findings.as_slice() else {
        panic!("{:?}", checked.findings);
    };
    let mut both = [first, second];
    both.sort_by_key(|finding| matches!(finding, EvidenceFinding::Missing(_)));
    let EvidenceFinding::Changed { found, .. } = both[0] else {
        panic!("{both:?}");
    };
    assert_eq!(*found, <[u8; 32]>::from(Sha256::digest(&other)));
    let EvidenceFinding::Missing(place) = both[1] else {
        panic!("{both:?}");
    };
    assert!(place.to_string().contains(&hex(&Sha256::digest(&law))), "{place}");
    let strays: Vec<_> = checked.strays.iter().map(|stray| &stray.place).collect();
    assert_eq!(strays, [&stray]);
    assert_eq!(checked.strays[0].size, 5);

    // Sent once more, what was lost is there again.
    let again = upload(&app, Some(&team.focal), ("QMA", "law.pdf"), law.clone()).await;
    assert_eq!(again.status, StatusCode::OK, "{:#}", again.json);
    let checked = check_evidence(&url, &vault, later).await.unwrap();
    assert_eq!(checked.findings.len(), 1, "{:?}", checked.findings);

    // Young, it may be an upload under way.
    let checked = check_evidence(&url, &vault, Mint::system().now()).await.unwrap();
    assert!(checked.strays.is_empty());
}
