"""Clients that are slow on purpose: 300 connections that send one byte a second must not slow the others down by much, and are
closed. Usage: slow_clients.py PROGRAM [connections]"""
import selectors
import socket
import sys
import threading
import time

from harness import Checks, Client, Server

checks = Checks("slow clients")
NUMBER = int(sys.argv[2]) if len(sys.argv) > 2 else 300


def latency(server, count=150):
    client = Client(server)
    client.hello()
    times = []
    for _ in range(count):
        begin = time.perf_counter()
        status, _, _ = client.get("/api/public/lists")
        times.append(time.perf_counter() - begin)
        assert status == 200
    times.sort()
    return times[len(times) // 2], times[int(len(times) * 0.95)]


def main():
    with Server(sys.argv[1]) as server:
        quiet = latency(server)
        slow = []
        for _ in range(NUMBER):
            connection = socket.create_connection(("127.0.0.1", server.port), timeout=5)
            connection.sendall(b"GET / HTTP/1.1\r\nHost: localhost\r\nx: ")
            slow.append(connection)
        begin = time.monotonic()
        done = threading.Event()

        def drip():
            while not done.wait(1):
                for connection in slow:
                    try:
                        connection.sendall(b"a")
                    except OSError:
                        pass

        threading.Thread(target=drip, daemon=True).start()
        busy = latency(server)
        checks.that(busy[0] < quiet[0] * 2 + 0.01, "good clients: median %.1f ms alone, %.1f ms beside %d slow ones" % (quiet[0] * 1000, busy[0] * 1000, NUMBER))
        print("median %.1f -> %.1f ms, p95 %.1f -> %.1f ms beside %d slow clients" % (quiet[0] * 1000, busy[0] * 1000, quiet[1] * 1000, busy[1] * 1000, NUMBER))
        waiting = selectors.DefaultSelector()
        for connection in slow:
            waiting.register(connection, selectors.EVENT_READ)
        closed = 0
        while closed < NUMBER and time.monotonic() - begin < 40:
            for key, _ in waiting.select(timeout=1):
                try:
                    gone = not key.fileobj.recv(65536)
                except OSError:
                    gone = True
                if gone:
                    waiting.unregister(key.fileobj)
                    closed += 1
        done.set()
        checks.equal(closed, NUMBER, "all slow ones were closed within %.0f s" % (time.monotonic() - begin))
        # A body that comes too slowly
        connection = socket.create_connection(("127.0.0.1", server.port), timeout=40)
        connection.sendall(b"POST /api/session HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{")
        begin = time.monotonic()
        data = connection.recv(4096)
        checks.that(time.monotonic() - begin < 30, "a body that never comes is given up after %.0f s" % (time.monotonic() - begin))
        checks.equal(latency(server, 20)[0] < 1, True, "and the server goes on")
        checks.equal(server.stop(), 0, "the server ends well")
    return checks.done()


sys.exit(main())
