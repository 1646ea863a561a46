"""The disk fills up while people work, then space returns. Nothing acknowledged is lost, the server says what is wrong, keeps
reading, and takes commands again within 30 s. Needs root for a small tmpfs; without it the test says so and is skipped (77).
Usage: full_disk_test.py PROGRAM"""
import os
import subprocess
import sys
import tempfile
import time

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "security"))
from harness import Checks, Client, Server  # noqa: E402

checks = Checks("full disk")


def main():
    folder = tempfile.mkdtemp(prefix="zhunru-full-")
    if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=128m", "tmpfs", folder], capture_output=True).returncode != 0:
        print("no right to mount a small disk here: skipped")
        return 77
    try:
        data = os.path.join(folder, "data")
        server = Server(sys.argv[1], data=data).start()
        client = Client(server).login("C01-a-mz")

        def start():
            return client.command("StartCase", {"process": "T01", "variables": {}})

        acknowledged = [start()[1]["reply"]["case_id"] for _ in range(5)]
        with open(os.path.join(folder, "junk"), "wb") as junk:
            try:
                while True:
                    junk.write(b"x" * 65536)
                    junk.flush()
            except OSError:
                pass
        refused = None
        for _ in range(400):
            status, answer, _ = start()
            if status != 200:
                refused = (status, answer)
                break
            acknowledged.append(answer["reply"]["case_id"])
        checks.that(refused is not None and refused[0] == 507, "a full disk is said: %s" % (refused,))
        checks.that("空间" in refused[1]["error"]["message"] and refused[1]["error"]["repair"], "in words, with what to do")
        checks.equal(start()[0], 507, "and again")
        status, home, _ = client.get("/api/home")
        checks.equal((status, len(home["cases"])), (200, len(acknowledged)), "reading goes on, with exactly what was acknowledged")
        os.remove(os.path.join(folder, "junk"))
        begin = time.monotonic()
        while start()[0] != 200 and time.monotonic() - begin < 30:
            time.sleep(0.2)
        back = time.monotonic() - begin
        checks.that(back < 30, "commands are taken again after %.1f s" % back)
        checks.equal(len(client.get("/api/home")[1]["cases"]), len(acknowledged) + 1, "nothing lost, nothing twice")
        checks.equal(server.stop(), 0, "the server ends well")
        verify = subprocess.run([sys.argv[1], "verify", "--data", data, "--decide"], capture_output=True, text=True)
        checks.equal(verify.returncode, 0, "verify: " + verify.stdout + verify.stderr)
        print("%d acknowledged before the disk was full, back %.1f s after space returned" % (len(acknowledged), back))
    finally:
        if server.process.poll() is None:
            server.kill()
        server.log.close()
        subprocess.run(["umount", "-l", folder])
        os.rmdir(folder)
    return checks.done()


sys.exit(main())
