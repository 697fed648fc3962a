//! A browser that opens an address and goes where it is sent, once.

use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};

/// A port of this computer that nobody uses now.
pub fn free_port() -> u16 {
    TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port()
}

/// Opens an address on this computer: the whole answer.
pub fn get(address: &str) -> String {
    let (host, path) = address.strip_prefix("http://").unwrap().split_once('/').unwrap();
    let mut stream = TcpStream::connect(host).unwrap();
    write!(
        stream,
        "GET /{path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n"
    )
    .unwrap();
    let (mut answer, mut room) = (Vec::new(), [0; 1024]);
    // The fake platform keeps its connections open: the head and a body of known length are enough.
    while !is_whole(&answer) {
        match stream.read(&mut room).unwrap() {
            0 => break,
            n => answer.extend_from_slice(&room[..n]),
        }
    }
    String::from_utf8(answer).unwrap()
}

fn is_whole(answer: &[u8]) -> bool {
    let text = String::from_utf8_lossy(answer);
    let Some((head, body)) = text.split_once("\r\n\r\n") else {
        return false;
    };
    let length = head.lines().find_map(|line| line.strip_prefix("Content-Length: "));
    length.is_some_and(|length| body.len() >= length.parse().unwrap())
}

/// Where an answer sends the browser on to.
pub fn location(answer: &str) -> String {
    let found = answer.lines().find_map(|line| line.strip_prefix("Location: "));
    found.unwrap_or_else(|| panic!("nowhere: {answer}")).to_owned()
}

/// Signs in at this address, and comes back: what the page says then.
pub fn sign_in(address: &str) -> String {
    get(&location(&get(address)))
}
