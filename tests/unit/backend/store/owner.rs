//! Who keeps access to a file that is replaced.

use std::fs::{File, Permissions};
use std::os::unix::fs::{MetadataExt, PermissionsExt};

use amtui::backend::store::owner::{FileOwner, hand_over, loss};
use rustix::fs::{XattrFlags, fgetxattr, fsetxattr};
use rustix::io::Errno;

const LIST: &str = "system.posix_acl_access";

/// The access list of a file, where it has one.
fn list(file: &File) -> Option<Vec<u8>> {
    let mut list = vec![0; 1024];
    match fgetxattr(file, LIST, &mut list[..]) {
        Ok(length) => Some(list[..length].to_vec()),
        Err(Errno::NODATA | Errno::OPNOTSUPP) => None,
        Err(e) => panic!("{e}"),
    }
}

const ALICE: FileOwner = FileOwner { owner: 1, group: 10 };

#[test]
fn which_group_a_file_has_matters_where_it_may_do_other_things_than_all() {
    let other = FileOwner { group: 11, ..ALICE };
    for (mode, matters) in [
        (0o600, false),
        (0o644, false),
        (0o666, false),
        (0o640, true),
        (0o604, true),
    ] {
        assert_eq!(loss(ALICE, other, mode, false).is_some(), matters, "{mode:o}");
        assert!(loss(ALICE, other, mode, true).is_some(), "{mode:o} with a list");
        assert_eq!(loss(ALICE, ALICE, mode, true), None, "{mode:o} with the same group");
    }
}

#[test]
fn an_owner_who_would_lose_access_keeps_the_file() {
    let bob = FileOwner { owner: 2, ..ALICE };
    for (mode, loses) in [
        (0o600, true),
        (0o640, true),
        (0o646, true),
        (0o660, false),
        (0o664, false),
        (0o666, false),
    ] {
        assert_eq!(loss(ALICE, bob, mode, false).is_some(), loses, "{mode:o}");
        assert!(loss(ALICE, bob, mode, true).is_some(), "{mode:o} with a list");
        assert_eq!(loss(ALICE, ALICE, mode, true), None, "{mode:o} with the same owner");
    }
}

#[test]
fn a_new_file_has_the_permissions_and_the_access_list_of_the_old_one() {
    let folder = tempfile::tempdir().expect("a folder");
    let [old, new] = ["old", "new"].map(|name| File::create(folder.path().join(name)).expect("made"));
    old.set_permissions(Permissions::from_mode(0o640)).expect("set");
    // user::rw-, user:1234:rw-, group::---, mask::rw-, other::---, where the file system keeps lists.
    let entry = |tag: u16, may: u16, id: u32| [&tag.to_le_bytes()[..], &may.to_le_bytes(), &id.to_le_bytes()].concat();
    let none = u32::MAX;
    let kept = [
        2_u32.to_le_bytes().to_vec(),
        entry(1, 6, none),
        entry(2, 6, 1234),
        entry(4, 0, none),
        entry(16, 6, none),
        entry(32, 0, none),
    ];
    let kept = fsetxattr(&old, LIST, &kept.concat(), XattrFlags::empty()).is_ok();
    hand_over(&old, &new).expect("handed over");
    let mode = |file: &File| file.metadata().expect("read").mode() & 0o7777;
    assert_eq!(mode(&new), mode(&old));
    assert_eq!(list(&new), list(&old));
    assert_eq!(list(&new).is_some(), kept);
    // And none where the old one has none.
    let plain = File::create(folder.path().join("plain")).expect("made");
    plain.set_permissions(Permissions::from_mode(0o640)).expect("set");
    hand_over(&plain, &new).expect("handed over");
    assert_eq!((mode(&new), list(&new)), (0o640, None));
}
