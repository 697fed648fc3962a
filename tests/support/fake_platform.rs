//! The platform's REST API on a loopback port, over an organization file. It records requests, and breaks answers.

#[path = "fake_platform/changes.rs"]
mod changes;
#[path = "fake_platform/received.rs"]
mod received;
#[path = "fake_platform/routes.rs"]
mod routes;

use std::collections::{HashMap, HashSet};
use std::io::{BufReader, Read, Write};
use std::net::{Shutdown, SocketAddr, TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::thread::JoinHandle;
use std::time::Duration;

use serde_json::Value;

/// What happens to an answer.
#[derive(Clone, Debug)]
pub enum Fault {
    /// Nothing: it is answered as ever, and what is planned after it waits.
    Pass,
    /// Nothing was done, and no answer comes for as long as somebody waits.
    Silent,
    /// It comes late.
    Delay(Duration),
    /// It comes once nobody holds this any more.
    Held(Arc<Mutex<()>>),
    /// The connection is closed, and nothing was done.
    DropBefore,
    /// The connection is closed, and it was done.
    DropAfter,
    /// It was done, and half of the body comes.
    Truncated,
    /// It was done, and half of the body comes; for the rest one waits.
    Stalled,
    /// Nothing was done, and this comes instead, with this in `X-RateLimit-Reset`.
    Answer(u16, &'static str, Option<i64>),
    /// It was done, and this comes instead.
    DoneBut(u16, &'static str),
}

/// A request as it came.
#[derive(Clone, Debug)]
pub struct RecordedRequest {
    pub method: String,
    /// With its query.
    pub path: String,
    pub headers: HashMap<String, String>,
    pub body: Value,
    pub connection: usize,
}

/// Changes the JSON of answers to requests whose path holds a part; is given the path with its query.
type Edit = Box<dyn FnMut(&str, &mut Value) + Send>;

struct Planned {
    asked: RequestPattern,
    /// It waits until this was asked.
    after: Option<RequestPattern>,
    fault: Fault,
    times: usize,
}

/// Requests of this method whose path holds this part.
pub type RequestPattern = (&'static str, &'static str);

fn is((method, part): RequestPattern, request: &RecordedRequest) -> bool {
    method == request.method && holds(&request.path, part)
}

/// Whether a path holds a part; `/apis` means those of the public API alone.
fn holds(path: &str, part: &str) -> bool {
    let public = part.contains("apis") && !part.contains("/xapi/");
    path.contains(part) && !(public && path.contains("/xapi/"))
}

/// An answer before it is written.
pub struct Reply {
    pub status: u16,
    pub body: String,
    /// Where it sends the browser on to.
    pub location: Option<String>,
}

pub struct PlatformState {
    /// The organization, in the form of its file.
    pub file: Value,
    seen: Vec<RecordedRequest>,
    /// The bodies of all answers, one after the other.
    pub told: String,
    planned: Vec<Planned>,
    edits: Vec<(&'static str, Edit)>,
    /// The most rows of a page, whatever is asked for.
    pub page: Option<usize>,
    /// Tokens that came to their end.
    ended: HashSet<String>,
    /// Documents of an issuer at this address, by path.
    pub documents: HashMap<String, String>,
    gzip: bool,
    /// Who is at the browser, and the authorization codes that nobody used yet.
    pub browser: routes::sign_in::Browser,
}

struct Shared {
    model: Mutex<PlatformState>,
    over: AtomicBool,
    busy: AtomicUsize,
    busiest: AtomicUsize,
    /// Those that are open, and some that are not any more.
    connections: Mutex<Vec<TcpStream>>,
}

pub struct FakePlatform {
    pub address: SocketAddr,
    shared: Arc<Shared>,
    listens: Option<JoinHandle<()>>,
}

impl FakePlatform {
    pub fn of(organization: &Value) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        let model = PlatformState {
            file: organization.clone(),
            seen: Vec::new(),
            told: String::new(),
            planned: Vec::new(),
            edits: Vec::new(),
            page: None,
            ended: HashSet::new(),
            documents: HashMap::new(),
            gzip: false,
            browser: routes::sign_in::Browser::default(),
        };
        let shared = Arc::new(Shared {
            model: Mutex::new(model),
            over: AtomicBool::new(false),
            busy: AtomicUsize::new(0),
            busiest: AtomicUsize::new(0),
            connections: Mutex::default(),
        });
        let for_thread = Arc::clone(&shared);
        let listens = std::thread::spawn(move || {
            for (n, stream) in listener.incoming().enumerate() {
                if for_thread.over.load(Ordering::SeqCst) {
                    return;
                }
                let shared = Arc::clone(&for_thread);
                if let Ok(stream) = stream {
                    shared.connections.lock().unwrap().push(stream.try_clone().unwrap());
                    std::thread::spawn(move || serve(&shared, stream, n));
                }
            }
        });
        Self {
            address,
            shared,
            listens: Some(listens),
        }
    }

    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// The next `times` requests of this method whose path holds `part` fare like this.
    pub fn plan(&self, times: usize, method: &'static str, part: &'static str, fault: Fault) {
        let planned = Planned {
            asked: (method, part),
            after: None,
            fault,
            times,
        };
        self.model(|model| model.planned.push(planned));
    }

    /// The same for those that come after the next one of `after`.
    pub fn plan_after(&self, after: RequestPattern, times: usize, asked: RequestPattern, fault: Fault) {
        let planned = Planned {
            asked,
            after: Some(after),
            fault,
            times,
        };
        self.model(|model| model.planned.push(planned));
    }

    /// From here on answers to requests whose path holds `part` are changed like this.
    pub fn edit(&self, part: &'static str, edit: impl FnMut(&str, &mut Value) + Send + 'static) {
        self.model(|model| model.edits.push((part, Box::new(edit))));
    }

    /// Nothing that was planned happens any more, and answers are as they are.
    pub fn mend(&self) {
        self.model(|model| {
            model.planned.clear();
            model.edits.clear();
        });
    }

    /// From here on nobody is known by this token.
    pub fn end(&self, token: &str) {
        self.model(|model| model.ended.insert(token.to_owned()));
    }

    pub fn model<T>(&self, look: impl FnOnce(&mut PlatformState) -> T) -> T {
        look(&mut self.shared.model.lock().unwrap())
    }

    pub fn compress(&self) {
        self.model(|model| model.gzip = true);
    }

    /// The requests since the last time they were looked at.
    pub fn seen(&self) -> Vec<RecordedRequest> {
        self.model(|model| std::mem::take(&mut model.seen))
    }

    /// Whether a request of this method came since the requests were looked at last.
    pub fn was_asked(&self, method: &str) -> bool {
        self.model(|model| model.seen.iter().any(|seen| seen.method == method))
    }

    /// How many requests with this in their path came since the requests were looked at last.
    pub fn asked(&self, part: &str) -> usize {
        self.model(|model| model.seen.iter().filter(|seen| holds(&seen.path, part)).count())
    }

    /// Method and path without query of all requests that change something.
    pub fn writes(&self) -> Vec<String> {
        let mut seen = self.seen();
        let asks = ["/token", "/login", "/search", "/query?"];
        seen.retain(|s| s.method != "GET" && !asks.iter().any(|part| s.path.contains(part)));
        seen.iter()
            .map(|s| format!("{} {}", s.method, s.path.split('?').next().unwrap()))
            .collect()
    }

    /// How many requests are under way.
    pub fn busy(&self) -> usize {
        self.shared.busy.load(Ordering::SeqCst)
    }

    /// The most requests there were at a time.
    pub fn busiest(&self) -> usize {
        self.shared.busiest.load(Ordering::SeqCst)
    }
}

/// From here on nobody answers at this address, on no connection.
impl Drop for FakePlatform {
    fn drop(&mut self) {
        self.shared.over.store(true, Ordering::SeqCst);
        // Wakes the thread that waits for connections.
        let _ = TcpStream::connect(self.address);
        let _ = self.listens.take().map(JoinHandle::join);
        for stream in self.shared.connections.lock().unwrap().drain(..) {
            let _ = stream.shutdown(Shutdown::Both);
        }
    }
}

/// A request that is counted as under way until this is dropped.
struct UnderWay<'a>(&'a Shared);

impl<'a> UnderWay<'a> {
    fn new(shared: &'a Shared) -> Self {
        let busy = shared.busy.fetch_add(1, Ordering::SeqCst) + 1;
        shared.busiest.fetch_max(busy, Ordering::SeqCst);
        Self(shared)
    }
}

impl Drop for UnderWay<'_> {
    fn drop(&mut self) {
        self.0.busy.fetch_sub(1, Ordering::SeqCst);
    }
}

fn serve(shared: &Shared, stream: TcpStream, connection: usize) {
    let mut reader = BufReader::new(stream.try_clone().unwrap());
    let mut writer = stream;
    while let Some(request) = received::read(&mut reader, connection) {
        if !answer(shared, &request, UnderWay::new(shared), &mut writer) {
            break;
        }
    }
    // There is another handle on it.
    let _ = writer.shutdown(Shutdown::Both);
}

fn edited(model: &mut PlatformState, request: &RecordedRequest) -> Reply {
    let mut reply = routes::reply(model, request);
    for (part, edit) in &mut model.edits {
        if holds(&request.path, part)
            && let Ok(mut body) = serde_json::from_str(&reply.body)
        {
            edit(&request.path, &mut body);
            reply.body = body.to_string();
        }
    }
    reply
}

/// Whether the connection can be used again.
fn answer(shared: &Shared, request: &RecordedRequest, under_way: UnderWay<'_>, writer: &mut TcpStream) -> bool {
    let fault = {
        let mut model = shared.model.lock().unwrap();
        model.seen.push(request.clone());
        let mut planned = model.planned.iter_mut();
        let now = planned.find(|p| p.times > 0 && p.after.is_none() && is(p.asked, request));
        let fault = now.map(|planned| {
            planned.times -= 1;
            planned.fault.clone()
        });
        for planned in &mut model.planned {
            planned.after = planned.after.filter(|after| !is(*after, request));
        }
        fault
    };
    match &fault {
        Some(Fault::Delay(time)) => std::thread::sleep(*time),
        Some(Fault::Held(gate)) => drop(gate.lock().unwrap()),
        _ => {}
    }
    let (reply, reset) = match fault {
        Some(Fault::DropBefore) => return false,
        Some(Fault::Silent) => {
            // Comes back when the other end hangs up.
            let _ = writer.read(&mut [0]);
            return false;
        }
        Some(Fault::Answer(status, body, reset)) => (routes::status(status, body), reset),
        Some(Fault::DoneBut(status, body)) => {
            routes::reply(&mut shared.model.lock().unwrap(), request);
            (routes::status(status, body), None)
        }
        _ => (edited(&mut shared.model.lock().unwrap(), request), None),
    };
    if let Some(Fault::DropAfter) = fault {
        return false;
    }
    let gzip = {
        let mut model = shared.model.lock().unwrap();
        model.told.push_str(&reply.body);
        model.gzip
    };
    let (body, encoding) = if gzip
        && request
            .headers
            .get("accept-encoding")
            .is_some_and(|e| e.contains("gzip"))
    {
        let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
        packed.write_all(reply.body.as_bytes()).unwrap();
        (packed.finish().unwrap(), "Content-Encoding: gzip\r\n")
    } else {
        (reply.body.into_bytes(), "")
    };
    let reset = reset.map_or(String::new(), |at| format!("X-RateLimit-Reset: {at}\r\n"));
    let length = if reply.status == 204 {
        String::new()
    } else {
        format!("Content-Length: {}\r\n", body.len())
    };
    let location = reply.location.map_or(String::new(), |to| format!("Location: {to}\r\n"));
    let head = format!("HTTP/1.1 {} X\r\n{length}{encoding}{reset}{location}\r\n", reply.status);
    let truncated = matches!(fault, Some(Fault::Truncated | Fault::Stalled)) && !body.is_empty();
    let sent = if truncated { &body[..body.len() / 2] } else { &body[..] };
    let whole = [head.as_bytes(), sent].concat();
    // Who has the answer may ask again, on another connection, before this thread comes to run.
    drop(under_way);
    let written = writer.write_all(&whole).is_ok();
    if let Some(Fault::Stalled) = fault {
        // Comes back when the other end hangs up.
        let _ = writer.read(&mut [0]);
    }
    written && !truncated
}
