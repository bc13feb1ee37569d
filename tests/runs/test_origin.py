"""What is said of a network from a file can be read again, whatever the file holds."""

from cnn_core.runs.origin import Origin, Trial

TRIAL = Trial(name="0 to 1", scaling=(0.0, 255.0), accuracy=0.5)


def test_notes_that_are_too_long_or_too_many_or_not_printable_are_cut_and_read_again():
    notes = ("lost", *(f"note {number}" for number in range(37)), "x" * 401, "two\nlines", "\x00", "as it is")
    origin = Origin(notes=notes, trials=(TRIAL,) * 21, images=200).fitting()
    assert Origin.from_json(origin.to_json()) == origin
    assert origin.notes == (*(f"note {number}" for number in range(37)), "x" * 400, "two lines", "as it is")
    assert len(origin.trials) == 20


def test_what_fits_stays_as_it_is():
    origin = Origin(notes=("one", "two"), trials=(TRIAL,), images=3)
    assert origin.fitting() == origin


def test_how_sure_it_was_is_kept_and_not_asked_of_runs_that_did_not_keep_it():
    sure = Trial(name="0 to 1", scaling=(0.0, 255.0), accuracy=0.5, sure=0.9)
    assert Trial.from_json(sure.to_json()) == sure
    assert "sure" not in TRIAL.to_json()
    assert Trial.from_json(TRIAL.to_json()) == TRIAL
