//! Client Applications, and the page of one.

use amtui::app::Place;
use amtui::app::access_read::{AccessRead, AccessReply};
use amtui::app::request::{Reply, Request};
use amtui::domain::{
    Application, ApplicationContract, ApplicationId, Coverage, Error, Listing, ProviderId, ProviderRef,
};

use crate::driver::{Answers, Driver, StartOptions, client_providers, provider};

fn open(place: &str) -> Driver {
    let mut d = Driver::start(StartOptions {
        open: Place::parse(place),
        ..client_providers()
    });
    d.size(140, 40);
    d
}

fn application(number: u64) -> Application {
    Application {
        id: ApplicationId(number),
        name: format!("Application {number}").as_str().into(),
        client_id: format!("client-{number}").as_str().into(),
        grant_types: None,
        provider: ProviderRef::BuiltIn,
        former_provider: None,
        owners: None,
        redirect_uris: None,
        created: None,
    }
}

fn answers(make: impl Fn() -> Result<Listing<Application>, Error> + 'static) -> Answers {
    Box::new(move |request| match request {
        Request::Access(AccessRead::Applications) => {
            Some(make().map(|all| Reply::Access(AccessReply::Applications(all.into()))))
        }
        Request::Access(AccessRead::ApplicationContracts(_) | AccessRead::ContractedApplications) => {
            Some(Err(Error::Forbidden("no".into())))
        }
        _ => None,
    })
}

/// How many requests asked for the contracts of one application.
fn contract_requests(d: &Driver) -> usize {
    let contracts = |r: &&Request| matches!(r, Request::Access(AccessRead::ApplicationContracts(_)));
    d.requests.iter().filter(contracts).count()
}

#[test]
fn they_are_the_second_list_of_api_manager() {
    let mut d = open("api-manager");
    let asked = |d: &Driver| d.requests.contains(&Request::Access(AccessRead::Applications));
    assert!(!asked(&d), "read only once it is opened");
    d.keys("Tab")
        .see("Client Applications (73)")
        .see("Café Bestellung")
        .see("Okta Production");
    assert!(asked(&d));
    d.keys("Shift-Tab").see("APIs (45)");
}

#[test]
fn filters_find_those_without_contracts_of_one_name_or_without_an_owner() {
    let mut d = open("client-applications");
    d.keys("/")
        .text("contracts:0")
        .keys("Enter")
        .see("(17 of 73)")
        .see("Kiosk");
    d.keys("Esc /")
        .text("same-name:yes")
        .keys("Enter")
        .see("(2 of 73)")
        .see("Price Checker");
    d.keys("Esc /")
        .text("owner:gone")
        .keys("Enter")
        .see("(1 of 73)")
        .see("Invoice Robot");
    d.keys("Esc /")
        .text("contracts:4")
        .keys("Enter")
        .see("(1 of 73)")
        .see("Café Bestellung (internal)");
}

#[test]
fn what_is_unknown_of_an_application_is_its_own_value() {
    let mut d = open("client-applications");
    d.faults = Some(answers(|| Ok(vec![application(1)].into())));
    d.keys("r").see("Client Applications (1)").see("unknown");
    for filter in ["contracts:0", "owner:gone", "same-name:yes"] {
        d.keys("/").text(filter).keys("Enter").see("(0 of 1)").keys("Esc");
    }
    d.keys("/").text("contracts:unknown").keys("Enter").see("(1 of 1)");
}

#[test]
fn an_application_leads_to_its_apis_provider_and_owner_and_back() {
    let mut d = open("client-applications/Returns Desk");
    d.see("› Returns Desk").see("Contracts (1)").see("billing-api 2.1.1");
    d.keys("Enter")
        .see("› billing-api 2.1.1")
        .keys("Esc")
        .see("Contracts (1)");
    d.keys("Tab")
        .see("Client id")
        .click("Owner")
        .keys("Enter")
        .see("› Users › ");
    d.keys("Esc")
        .click("Client provider")
        .keys("Enter")
        .see("Client Providers › Okta Production");
    d.keys("Esc Esc").see("Client Applications (73)");
}

#[test]
fn an_owner_who_is_gone_is_said_and_leads_nowhere() {
    let mut d = open("client-applications/Invoice Robot");
    d.keys("Tab").see("(gone: no user of this organization)");
    d.click("Owner").keys("Enter").see("This row has no page here.");
}

#[test]
fn the_applications_of_a_provider_open_too() {
    let mut d = open("client-providers/Okta Production");
    d.keys("Tab Tab Tab Enter").see("Contracts");
}

#[test]
fn of_thousands_of_applications_only_the_contracts_of_those_in_view_are_read() {
    let mut d = open("api-manager");
    d.faults = Some(answers(|| Ok((0..2000).map(application).collect::<Vec<_>>().into())));
    d.keys("Tab").see("Client Applications (2000)");
    assert!(contract_requests(&d) < 100, "{}", contract_requests(&d));
    d.keys("/").text("contracts:0");
    assert!(contract_requests(&d) < 100, "typing asks for nothing");
}

#[test]
fn a_contract_that_does_not_tell_its_environment_is_found_by_its_api() {
    let mut d = open("api-manager");
    d.faults = Some(Box::new(|request| match request {
        Request::Access(AccessRead::ApplicationContracts(_)) => {
            let contract = ApplicationContract {
                status: "APPROVED".into(),
                api: Some(amtui::domain::ApiId(1602)),
                environment: None,
                asset: None,
            };
            Some(Ok(Reply::Access(AccessReply::Contracts(vec![contract].into()))))
        }
        _ => None,
    }));
    d.keys("Tab Enter")
        .see("billing-api 2.1.1")
        .see("Production")
        .keys("Enter")
        .see("› billing-api");
}

#[test]
fn a_refusal_names_the_scope_and_an_empty_answer_is_not_taken_for_none() {
    let mut d = open("api-manager");
    d.faults = Some(answers(|| Err(Error::Forbidden("no".into()))));
    d.keys("Tab").see("read:client_applications");
    let mut d = open("api-manager");
    d.faults = Some(answers(|| {
        Ok(Listing {
            coverage: Coverage::Unverified,
            ..Listing::default()
        })
    }));
    d.keys("Tab")
        .see("Nothing is visible here. You may not see everything.");
}

#[test]
fn applications_whose_client_provider_was_deleted_are_found_until_that_is_undone() {
    let mut d = provider("Okta Production");
    d.size(140, 40).confirm("Okta Production").wait(800).fire();
    d.wait(2_000).keys("0 Tab /").text("provider:removed").keys("Enter");
    d.see("(27 of 73)").see("removed");
    d.keys("Enter Tab")
        .see("removed (2e50e859-0042-46ff-8cf8-1ad6f0c78b67). Register it again.");
    d.keys("Esc").undo().see("(0 of 73)");
}

#[test]
fn a_provider_that_is_not_in_the_list_may_be_deleted_or_new() {
    let mut d = open("api-manager");
    let id = "0a1b2c3d-0000-4000-8000-0000000000aa";
    let elsewhere = ProviderRef::External(ProviderId(id.parse().unwrap()));
    d.faults = Some(answers(move || {
        let provider = elsewhere;
        Ok(vec![
            Application {
                provider,
                ..application(1)
            },
            application(2),
        ]
        .into())
    }));
    d.keys("Tab /").text("provider:removed").keys("Enter");
    d.see("(1 of 2)").see("removed? 0a1b2c3d");
    d.keys("Enter Tab")
        .see(&format!("{id}: not in the list of client providers"));
    // Stand-ins hide the id, and its beginning.
    d.keys("F4").see("not in the list of client providers").see_not(id);
    d.keys("q").see("removed? ").see_not("removed? 0a1b2c3d");
}

#[test]
fn of_how_many_the_contracts_stay_unknown_is_said_and_a_refusal_is_not_asked_for_again() {
    let mut d = open("api-manager");
    d.faults = Some(answers(|| Ok((0..2000).map(application).collect::<Vec<_>>().into())));
    d.keys("Tab /").text("contracts:0").keys("Enter");
    d.see("(0 of 2000)")
        .see("The contracts of 2000 applications aren't known.");
    assert!(contract_requests(&d) < 100, "{}", contract_requests(&d));
}

#[test]
fn one_filter_reads_the_contracts_of_all_and_counts_what_is_unknown_for_itself() {
    let mut d = open("api-manager");
    d.faults = Some(Box::new(|request| match request {
        Request::Access(AccessRead::Applications) => {
            let all: Vec<Application> = (0..300).map(application).collect();
            Some(Ok(Reply::Access(AccessReply::Applications(Listing::from(all).into()))))
        }
        Request::Access(AccessRead::ApplicationContracts(ApplicationId(id))) => Some(match id {
            299 => Err(Error::Failed("The platform is busy".into())),
            _ => Ok(Reply::Access(AccessReply::Contracts(Listing::default()))),
        }),
        Request::Access(AccessRead::ContractedApplications) => Some(Err(Error::Forbidden("no".into()))),
        _ => None,
    }));
    d.keys("Tab /").text("contracts:0").keys("Enter");
    d.see("(299 of 300)")
        .see("The contracts of 1 application aren't known.");
    d.keys("Esc /")
        .text("contracts:unknown")
        .keys("Enter")
        .see("(1 of 300)");
}

/// 2,000 applications, and the list of those that have contracts. Each has one contract, and one in two is in that list.
fn listed(coverage: Coverage, refused: bool) -> Answers {
    Box::new(move |request| match request {
        Request::Access(AccessRead::Applications) => {
            let all: Vec<Application> = (0..2000).map(application).collect();
            Some(Ok(Reply::Access(AccessReply::Applications(Listing::from(all).into()))))
        }
        Request::Access(AccessRead::ContractedApplications) => {
            let rows = (0..2000).step_by(2).map(ApplicationId).collect();
            let coverage = coverage.clone();
            Some(Ok(Reply::Access(AccessReply::Contracted(Listing { rows, coverage }))))
        }
        Request::Access(AccessRead::ApplicationContracts(_)) if refused => Some(Err(Error::Forbidden("no".into()))),
        Request::Access(AccessRead::ApplicationContracts(ApplicationId(id))) => {
            let contract = ApplicationContract {
                status: "APPROVED".into(),
                api: None,
                environment: None,
                asset: None,
            };
            let all = if id % 2 == 0 { vec![contract] } else { Vec::new() };
            Some(Ok(Reply::Access(AccessReply::Contracts(all.into()))))
        }
        _ => None,
    })
}

#[test]
fn one_list_tells_which_applications_have_no_contracts() {
    let mut d = open("api-manager");
    d.faults = Some(listed(Coverage::Complete, false));
    d.keys("Tab /").text("contracts:0").keys("Enter");
    d.see("(1000 of 2000)").see_not("aren't known");
    d.keys("Esc /").text("contracts:>0").keys("Enter").see("(1000 of 2000)");
    assert!(contract_requests(&d) < 200, "{}", contract_requests(&d));
    // How many each has takes a request, for those that have some.
    d.keys("Esc /").text("contracts:1").keys("Enter").see("(1000 of 2000)");
    let read = contract_requests(&d);
    assert!((1000..1200).contains(&read), "{read}");
}

#[test]
fn the_list_tells_as_well_where_nobody_may_ask_for_the_contracts_of_one() {
    let mut d = open("api-manager");
    d.faults = Some(listed(Coverage::Complete, true));
    d.keys("Tab /").text("contracts:0").keys("Enter");
    d.see("(1000 of 2000)").see("Application 1 ").see_not("aren't known");
    d.keys("Esc").see("Application 0 ").see("1+");
}

#[test]
fn where_the_list_may_be_cut_each_application_that_it_lacks_is_asked_for() {
    let mut d = open("api-manager");
    d.faults = Some(listed(Coverage::Partial("cut".into()), false));
    d.keys("Tab /").text("contracts:0").keys("Enter").see("(1000 of 2000)");
    let read = contract_requests(&d);
    assert!((1000..1200).contains(&read), "{read}");
}
