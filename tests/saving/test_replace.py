"""The door through which files are written: where it lets write, who may read what is written, and what it leaves."""

import errno
import os
import stat
from pathlib import Path

import pytest

from xl_kraftsamling.domain.texts import BadInput
from xl_kraftsamling.saving import FileState, replace_file, write_file

posix = pytest.mark.skipif(os.name == "nt", reason="Windows has other permissions")


def mode_of(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_a_file_is_not_there_before_it_is_whole_and_nothing_is_left_beside_it(tmp_path: Path) -> None:
    target = tmp_path / "ny.txt"
    with replace_file(target, overwrite=False) as draft:
        draft.file.write(b"half")
        assert not target.exists()
        assert draft.path.parent == tmp_path
    assert target.read_bytes() == b"half"
    assert list(tmp_path.iterdir()) == [target]


def test_a_file_written_piece_by_piece_stays_the_old_one_where_a_piece_fails(tmp_path: Path) -> None:
    path = tmp_path / "fil.json"
    write_file(path, iter([b"{", b"}"]), overwrite=False)
    assert path.read_bytes() == b"{}"
    with pytest.raises(ZeroDivisionError):
        write_file(path, (b"%d" % (1 // each) for each in (1, 0)), overwrite=True)
    assert (path.read_bytes(), list(tmp_path.iterdir())) == (b"{}", [path])


def test_where_the_work_fails_the_old_file_stays(tmp_path: Path) -> None:
    target = tmp_path / "gammal.txt"
    target.write_bytes(b"old")
    with pytest.raises(ZeroDivisionError), replace_file(target, overwrite=True) as draft:
        draft.file.write(b"%d" % (1 // 0))
    assert target.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [target]


@pytest.mark.parametrize("length", [242, 250, 255])
def test_a_name_may_be_as_long_as_the_system_allows(length: int, tmp_path: Path) -> None:
    target = tmp_path / ("n" * (length - 5) + ".xlsx")
    write_file(target, b"new", overwrite=False)
    assert target.read_bytes() == b"new"


@pytest.mark.parametrize(("name", "words"), [
    ("mapp", "mapp är en mapp"),
    (".", "är en mapp"),
    ("saknas/ny.txt", r"mappen finns inte \(.*saknas\)"),
    ("fil.txt/ny.txt", "är inte en mapp"),
    ("n" * 256, "(namnet är|sökvägen) för lång"),
])  # fmt: skip
def test_where_nothing_can_be_written_a_sentence_tells_why(name: str, words: str, tmp_path: Path) -> None:
    (tmp_path / "mapp").mkdir()
    (tmp_path / "fil.txt").touch()
    with pytest.raises(BadInput, match=words):
        write_file(tmp_path / name, b"", overwrite=True)


def test_the_reason_is_in_the_language_of_the_reader(tmp_path: Path) -> None:
    with pytest.raises(BadInput) as refusal:
        write_file(tmp_path / "saknas" / "ny.txt", b"", overwrite=True)
    assert "the folder does not exist" in refusal.value.message("en")


def test_an_existing_file_is_overwritten_only_where_that_is_allowed(tmp_path: Path) -> None:
    target = tmp_path / "fil.txt"
    target.write_bytes(b"old")
    with pytest.raises(BadInput, match=r"finns redan.*--force"):
        write_file(target, b"new", overwrite=False)
    write_file(target, b"new", overwrite=True)
    assert target.read_bytes() == b"new"


def test_a_write_protected_file_is_not_overwritten(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "fil.txt"
    target.write_bytes(b"old")
    monkeypatch.setattr(os, "access", lambda path, _mode: Path(path) != target)  # as it is for anybody but the superuser
    with pytest.raises(BadInput, match="behörighet saknas"):
        write_file(target, b"new", overwrite=True)
    assert target.read_bytes() == b"old"


@posix
def test_a_link_is_followed_only_where_overwriting_is_allowed_and_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "mapp").mkdir()
    (tmp_path / "mapp" / "fil.txt").write_bytes(b"old")
    for name, where in (("länk.txt", "mapp/fil.txt"), ("ingenstans.txt", "mapp/ny.txt")):
        (tmp_path / name).symlink_to(tmp_path / where)
        with pytest.raises(BadInput, match=f"är en länk till .*{where}"):
            write_file(tmp_path / name, b"new", overwrite=False)
        write_file(tmp_path / name, b"new", overwrite=True)
        assert (tmp_path / name).is_symlink()
        assert (tmp_path / where).read_bytes() == b"new"


@posix
def test_links_that_lead_round_are_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "ring.txt").symlink_to(tmp_path / "ring.txt")
    with pytest.raises(BadInput, match="leder tillbaka till varandra"):
        write_file(tmp_path / "ring.txt", b"", overwrite=True)


@posix
def test_a_link_that_lies_where_drafts_have_been_is_not_written_through(tmp_path: Path) -> None:
    (tmp_path / "viktig").write_bytes(b"important")
    for name in (".ny.txt.tmp", f".ny.txt.{os.getpid()}", ".kraftsamling-0123456789abcdef.tmp"):
        (tmp_path / name).symlink_to(tmp_path / "viktig")
    write_file(tmp_path / "ny.txt", b"new", overwrite=False)
    assert (tmp_path / "viktig").read_bytes() == b"important"
    assert not (tmp_path / "ny.txt").is_symlink()


@posix
@pytest.mark.parametrize("mode", [0o600, 0o640, 0o644, 0o660])
def test_a_file_is_read_by_those_who_may_read_what_it_replaces_or_is_made_of(mode: int, tmp_path: Path) -> None:
    source, target = tmp_path / "källa", tmp_path / "kopia"
    source.touch()
    source.chmod(mode)
    write_file(target, b"", overwrite=False, like=[source])
    assert mode_of(target) == mode
    source.chmod(0o666)
    write_file(target, b"", overwrite=True, like=[source])
    assert mode_of(target) == mode


@posix
def test_of_several_sources_those_may_read_who_may_read_them_all(tmp_path: Path) -> None:
    for name, mode in (("a", 0o644), ("b", 0o600)):
        (tmp_path / name).touch()
        (tmp_path / name).chmod(mode)
    write_file(tmp_path / "c", b"", overwrite=False, like=[tmp_path / "a", tmp_path / "b"])
    assert mode_of(tmp_path / "c") == 0o600


@posix
def test_a_copy_of_what_one_may_only_read_is_ones_own(tmp_path: Path) -> None:
    (tmp_path / "a").touch()
    (tmp_path / "a").chmod(0o400)
    write_file(tmp_path / "b", b"", overwrite=False, like=[tmp_path / "a"])
    assert mode_of(tmp_path / "b") == 0o600


@posix
def test_owner_and_attributes_stay_where_the_user_may_set_them(tmp_path: Path) -> None:
    target = tmp_path / "fil"
    target.write_bytes(b"old")
    try:
        os.chown(target, 12345, 54321)
        os.setxattr(target, "user.märke", b"x")
    except (OSError, AttributeError):
        pytest.skip("only the superuser may give files away, or the disk has no attributes")
    write_file(target, b"new", overwrite=True)
    assert (target.stat().st_uid, target.stat().st_gid, os.getxattr(target, "user.märke")) == (12345, 54321, b"x")


@posix
def test_where_the_group_cannot_be_kept_another_group_does_not_get_its_part(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "fil"
    target.touch()
    target.chmod(0o664)

    def refuse(*_arguments: object) -> None:
        raise PermissionError(errno.EPERM, "not yours")

    monkeypatch.setattr(os, "fchown", refuse)
    write_file(target, b"new", overwrite=True)
    assert mode_of(target) == 0o644


@posix
def test_a_device_is_written_to_directly(tmp_path: Path) -> None:
    write_file(Path(os.devnull), b"new", overwrite=True)
    assert not Path(os.devnull).is_file()


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no full device here")
def test_a_full_disk_is_called_so() -> None:
    with pytest.raises(BadInput, match="disken är full"):
        write_file(Path("/dev/full"), b"new", overwrite=True)


def test_what_somebody_else_writes_meanwhile_is_kept(tmp_path: Path) -> None:
    target = tmp_path / "fil"
    for before in (None, b"old"):
        if before:
            target.write_bytes(before)
        with pytest.raises(BadInput, match="ändrades av någon annan"), replace_file(target, overwrite=True):
            target.write_bytes(b"theirs")
        assert target.read_bytes() == b"theirs"
        target.unlink()


def test_nothing_is_written_where_the_source_is_another_by_now(tmp_path: Path) -> None:
    source = tmp_path / "källa"
    source.write_bytes(b"old")
    origin = FileState.read(source)
    source.write_bytes(b"new")
    with pytest.raises(BadInput, match="källa ändrades"), replace_file(tmp_path / "kopia", overwrite=False, origin=origin):
        pass
    assert not (tmp_path / "kopia").exists()
    source.write_bytes(b"old")
    with replace_file(tmp_path / "kopia", overwrite=False, origin=origin):
        pass
    assert (tmp_path / "kopia").exists()
