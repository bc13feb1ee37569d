"""The laboratory's home is deleted under a running engine: it stays away until somebody works, and what is trained then ends well."""

import shutil
import time

from cnn_core.engine import Laboratory


def test_a_training_after_the_home_was_deleted_is_tested_and_saved(tmp_path, experiment):
    home = tmp_path / "home"
    laboratory = Laboratory(home).start()
    try:
        assert laboratory.wait_ready(120), laboratory.status
        shutil.rmtree(home)
        time.sleep(1)
        assert not home.exists()  # another folder that is moved into its place would come to lie in it
        run = laboratory.submit(experiment, "ann")
        state = laboratory.wait(run, timeout=120)
        assert (state.status, state.reason) == ("finished", "completed")
        assert laboratory.folder(run).model_path.read_bytes()[:2] == b"PK"
    finally:
        laboratory.close()
