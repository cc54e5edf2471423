# Written by Skipjack for `modal deploy`, and written anew with each deploy: an edit here is lost.
import subprocess
import threading
import time
import urllib.request

import modal

NAME = "sj-0a1b2c-rack-3d4e5f"
ARGUMENTS = [
    "--model",
    "Qwen/Qwen3-0.6B",
    "--served-model-name",
    "Qwen/Qwen3-0.6B",
    "--host",
    "0.0.0.0",
    "--port",
    "8000",
    "--max-model-len",
    "8192",
    "--tensor-parallel-size",
    "2",
    "--quantization",
    "fp8",
    "--shutdown-timeout",
    "25",
    "--enforce-eager",
    "--allowed-media-domains",
    "none",
    "--enable-prefix-caching",
]
PORT = 8000
STARTUP_SECONDS = 1800

app = modal.App(NAME)
image = modal.Image.from_registry("vllm/vllm-openai:v0.27.1", add_python="3.12").entrypoint([])
weights = modal.Volume.from_name(NAME, create_if_missing=True)


def say_when_ready():
    while True:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{PORT}/health", timeout=5) as answer:
                if answer.status == 200:
                    print("skipjack: the engine is ready", flush=True)
                    return
        except OSError:
            pass
        time.sleep(1)


@app.function(
    image=image,
    gpu="A100-80GB:2",
    volumes={"/root/.cache/huggingface": weights},
    secrets=[modal.Secret.from_local_environ(["HF_TOKEN"])],
    min_containers=0,
    max_containers=3,
    scaledown_window=60,
    timeout=600,
    startup_timeout=STARTUP_SECONDS,
)
@modal.concurrent(max_inputs=32)
@modal.web_server(port=PORT, startup_timeout=STARTUP_SECONDS, label=NAME, requires_proxy_auth=True)
def serve():
    subprocess.Popen(["vllm", "serve", *ARGUMENTS])
    threading.Thread(target=say_when_ready, daemon=True).start()
