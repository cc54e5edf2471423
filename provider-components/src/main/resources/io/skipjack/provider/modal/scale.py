# Written by Skipjack for `modal run`: there is no command for this. The next deploy sets it back.
import modal

app = modal.App("skipjack-scale")


@app.local_entrypoint()
def main():
    serve = modal.Function.from_name({{name}}, "serve")
    serve.update_autoscaler(min_containers={{min_containers}}, max_containers={{max_containers}})
