# Written by Skipjack for `modal deploy`, and written anew with each deploy: an edit here is lost.
import subprocess
import threading
import time
import urllib.request

import modal

NAME = {{name}}
ARGUMENTS = {{arguments}}
PORT = 8000
STARTUP_SECONDS = {{startup_seconds}}

app = modal.App(NAME)
image = modal.Image.from_registry({{image}}, add_python="3.12").entrypoint([])
weights = modal.Volume.from_name(NAME, create_if_missing=True)


def say_when_ready():
    while True:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{PORT}/health", timeout=5) as answer:
                if answer.status == 200:
                    print({{ready}}, flush=True)
                    return
        except OSError:
            pass
        time.sleep(1)


@app.function(
    image=image,
    gpu={{gpu}},
    volumes={"/root/.cache/huggingface": weights},
    secrets={{secrets}},
    min_containers={{min_containers}},
    max_containers={{max_containers}},
    scaledown_window={{scaledown_window}},
    timeout={{timeout}},
    startup_timeout=STARTUP_SECONDS,
)
@modal.concurrent(max_inputs={{max_inputs}})
@modal.web_server(port=PORT, startup_timeout=STARTUP_SECONDS, label=NAME, requires_proxy_auth=True)
def serve():
    subprocess.Popen(["vllm", "serve", *ARGUMENTS])
    threading.Thread(target=say_when_ready, daemon=True).start()
