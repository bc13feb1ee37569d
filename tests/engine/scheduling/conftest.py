import pytest
from recorder_desk import Desk


@pytest.fixture
def desk(tmp_path, experiment):
    desk = Desk(tmp_path, experiment)
    yield desk
    desk.recorder.close()
