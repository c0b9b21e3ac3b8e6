//! TLS of the program's own, towards browsers and towards PostgreSQL, with certificates that the tests sign.

mod database;

use std::fs;
use std::net::SocketAddr;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use api::http::{Certificate, CertificateFiles, Entrance, Limits, Patience, Settings, serve};
use api::mint::Mint;
use rustix::process::{Signal, getpid, kill_process};
use rustls::pki_types::ServerName;
use tempfile::TempDir;
use tests::app::{TestApp, busy};
use tests::authority::{Authority, Signed};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::oneshot;
use tokio::task::JoinHandle;
use tokio::time::timeout;
use tokio_rustls::TlsConnector;
use tokio_rustls::client::TlsStream;

const ASK: &[u8] = b"GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n";

fn put(folder: &Path, signed: &Signed) -> CertificateFiles {
    let files = CertificateFiles {
        certificate: folder.join("certificate.pem"),
        key: folder.join("key.pem"),
    };
    fs::write(&files.certificate, &signed.certificate).unwrap();
    fs::write(&files.key, &signed.key).unwrap();
    files
}

struct Served {
    address: SocketAddr,
    stop: oneshot::Sender<()>,
    serving: JoinHandle<()>,
}

async fn served(app: &TestApp, certificate: &Arc<Certificate>) -> Served {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let settings = Settings {
        limits: Limits::default(),
        pace: busy(),
        origins: vec!["https://localhost".to_owned()],
        development: false,
        secure: true,
        documents: None,
        build: "test".to_owned(),
    };
    let entrance = Entrance::new(listener, Some(Arc::clone(certificate)));
    let (stop, stopped) = oneshot::channel::<()>();
    let serving = tokio::spawn(serve(
        entrance,
        app.process.router(settings),
        Patience::default(),
        async {
            let _ = stopped.await;
        },
    ));
    Served { address, stop, serving }
}

async fn connect(authority: &Authority, address: SocketAddr) -> std::io::Result<TlsStream<TcpStream>> {
    let stream = TcpStream::connect(address).await?;
    let host = ServerName::try_from("localhost").unwrap();
    TlsConnector::from(authority.client()).connect(host, stream).await
}

async fn ask(stream: &mut TlsStream<TcpStream>) -> String {
    stream.write_all(ASK).await.unwrap();
    let mut text = String::new();
    while !text.ends_with("alive\n") {
        let mut bytes = [0; 4096];
        let length = stream.read(&mut bytes).await.unwrap();
        assert!(length > 0, "closed after {text}");
        text.push_str(std::str::from_utf8(&bytes[..length]).unwrap());
    }
    text
}

fn shown(stream: &TlsStream<TcpStream>) -> Vec<u8> {
    stream.get_ref().1.peer_certificates().unwrap()[0].to_vec()
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_comes_by_tls_is_answered_and_is_told_to_come_no_other_way() {
    let (authority, folder) = (Authority::new(), TempDir::new().unwrap());
    let signed = authority.sign(&["localhost"], (2020, 4000));
    let mint = Mint::system();
    let certificate = Arc::new(Certificate::read(put(folder.path(), &signed), mint.now()).unwrap());
    let app = TestApp::start().await;
    let served = served(&app, &certificate).await;

    let mut stream = connect(&authority, served.address).await.unwrap();
    assert_eq!(shown(&stream), signed.der.to_vec());
    assert_eq!(stream.get_ref().1.alpn_protocol(), Some(b"http/1.1".as_slice()));
    let answer = ask(&mut stream).await;
    assert!(answer.starts_with("HTTP/1.1 200 OK\r\n"), "{answer}");
    assert!(
        answer.contains("strict-transport-security: max-age=31536000\r\n"),
        "{answer}"
    );
    assert!(answer.contains("cache-control: no-store\r\n"), "{answer}");

    // Who knows another authority does not go on, and who speaks no TLS is not answered.
    assert!(connect(&Authority::new(), served.address).await.is_err());
    let mut plain = TcpStream::connect(served.address).await.unwrap();
    plain.write_all(ASK).await.unwrap();
    let mut bytes = Vec::new();
    let _ = plain.read_to_end(&mut bytes).await;
    assert!(!String::from_utf8_lossy(&bytes).contains("alive"));

    // A stop lets the call in progress finish, and waits for nobody who has not begun.
    let begun = TcpStream::connect(served.address).await.unwrap();
    assert!(ask(&mut stream).await.contains("200 OK"));
    served.stop.send(()).unwrap();
    timeout(Duration::from_secs(10), served.serving).await.unwrap().unwrap();
    drop(begun);
}

#[tokio::test(flavor = "multi_thread")]
async fn another_certificate_is_shown_to_the_next_and_nobody_is_cut_off() {
    let (authority, folder) = (Authority::new(), TempDir::new().unwrap());
    let [first, second, third] = [(); 3].map(|()| authority.sign(&["localhost"], (2020, 4000)));
    let mint = Mint::system();
    let certificate = Arc::new(Certificate::read(put(folder.path(), &first), mint.now()).unwrap());
    let app = TestApp::start().await;
    let served = served(&app, &certificate).await;
    let mut kept = connect(&authority, served.address).await.unwrap();
    ask(&mut kept).await;
    assert!(!certificate.read_again(mint.now()).unwrap(), "nothing has changed");

    put(folder.path(), &second);
    assert!(certificate.read_again(mint.now()).unwrap());
    ask(&mut kept).await;
    assert_eq!(shown(&kept), first.der.to_vec());
    let next = connect(&authority, served.address).await.unwrap();
    assert_eq!(shown(&next), second.der.to_vec());

    // Half of a renewal: the key of another certificate.
    fs::write(folder.path().join("certificate.pem"), &third.certificate).unwrap();
    let refused = certificate.read_again(mint.now()).unwrap_err().to_string();
    assert!(refused.contains("is not that of the certificate"), "{refused}");
    let next = connect(&authority, served.address).await.unwrap();
    assert_eq!(shown(&next), second.der.to_vec());

    // The other half, and the signal.
    let following = {
        let certificate = Arc::clone(&certificate);
        tokio::spawn(async move { certificate.follow(&Mint::system()).await })
    };
    fs::write(folder.path().join("key.pem"), &third.key).unwrap();
    let hears = async {
        loop {
            kill_process(getpid(), Signal::HUP).unwrap();
            let next = connect(&authority, served.address).await.unwrap();
            if shown(&next) == third.der.to_vec() {
                break;
            }
        }
    };
    // Before the first signal can be heard, somebody listens for it.
    while certificate.read_again(mint.now()).is_err() {}
    timeout(Duration::from_secs(8), hears)
        .await
        .expect("the signal is heard");
    following.abort();
    ask(&mut kept).await;
}

#[test]
fn each_fault_of_a_certificate_is_a_sentence_that_names_its_file() {
    let (authority, folder) = (Authority::new(), TempDir::new().unwrap());
    let good = authority.sign(&["localhost"], (2020, 4000));
    let other = authority.sign(&["localhost"], (2020, 4000));
    let over = authority.sign(&["localhost"], (2020, 2021));
    let early = authority.sign(&["localhost"], (3999, 4000));
    let now = Mint::system().now();
    let files = put(folder.path(), &good);
    let (certificate, key) = (files.certificate.clone(), files.key.clone());
    assert!(Certificate::read(files.clone(), now).is_ok());
    let refused = |(certificate, key): (&str, &str)| {
        fs::write(&files.certificate, certificate).unwrap();
        fs::write(&files.key, key).unwrap();
        Certificate::read(files.clone(), now)
            .err()
            .expect("refused")
            .to_string()
    };
    let [shown, shown_key] = [&certificate, &key].map(|path| path.display().to_string());
    let nonsense = "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n";
    let no_key = "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n";
    for (given, expected) in [
        (("", good.key.as_str()), format!("{shown} holds no certificate in PEM")),
        (
            (good.key.as_str(), good.key.as_str()),
            format!("{shown} holds no certificate in PEM"),
        ),
        (
            (nonsense, &good.key),
            format!("the certificate in {shown} cannot be read"),
        ),
        (
            (&good.certificate, &good.certificate),
            format!("{shown_key} holds no private key in PEM (PKCS#8, PKCS#1 or SEC 1, not encrypted)"),
        ),
        (
            (&good.certificate, no_key),
            format!("the key in {shown_key} cannot be used: RSA, ECDSA and Ed25519 keys can"),
        ),
        (
            (&good.certificate, &other.key),
            format!("the key in {shown_key} is not that of the certificate in {shown}"),
        ),
        (
            (&over.certificate, &over.key),
            format!("the certificate in {shown} has expired"),
        ),
        (
            (&early.certificate, &early.key),
            format!("the certificate in {shown} is not valid yet"),
        ),
    ] {
        assert_eq!(refused(given), expected);
    }
    fs::remove_file(&key).unwrap();
    fs::write(&certificate, &good.certificate).unwrap();
    let missing = Certificate::read(files.clone(), now).err().unwrap().to_string();
    assert_eq!(missing, format!("{shown_key} does not exist"));
    fs::create_dir(&key).unwrap();
    let unreadable = Certificate::read(files, now).err().unwrap().to_string();
    assert_eq!(unreadable, format!("{shown_key} cannot be read"));
}
