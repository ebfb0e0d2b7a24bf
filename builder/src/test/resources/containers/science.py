"""What a Debian base and its system packages must do, as an unknown user on a read-only root. Prints one JSON object."""

import bz2, ctypes, ctypes.util, decimal, getpass, io, json, locale, lzma, os, sqlite3, ssl, subprocess, sys
import threading, urllib.request, uuid, venv, zoneinfo
from http.server import BaseHTTPRequestHandler, HTTPServer

answer = {"uid": os.getuid(), "user": getpass.getuser(), "home": os.path.expanduser("~")}
try:
    open("/written", "w")
    answer["root"] = "writable"
except OSError as e:
    answer["root"] = os.strerror(e.errno)

# The standard library, with the C libraries behind it.
database = sqlite3.connect(":memory:")
answer["sqlite3"] = database.execute("select 6 * 7").fetchone()[0]
answer["compressed"] = [bz2.decompress(bz2.compress(b"x")).decode(), lzma.decompress(lzma.compress(b"y")).decode()]
answer["uuid"] = str(uuid.uuid5(uuid.NAMESPACE_DNS, "example.org"))
answer["decimal"] = str(decimal.Decimal(1) / 8)
answer["zone"] = str(zoneinfo.ZoneInfo("Europe/Berlin"))
answer["locale"] = locale.setlocale(locale.LC_ALL, "C.UTF-8")
answer["strlen"] = ctypes.CDLL(ctypes.util.find_library("c")).strlen(b"four")
answer["libraries"] = {name: ctypes.util.find_library(name) for name in ("c", "ssl", "pq")}
answer["shell"] = subprocess.run("echo $((6 * 7))", shell=True, capture_output=True, text=True).stdout.strip()
answer["script"] = subprocess.run([sys.argv[1] + "/script"], capture_output=True, text=True).stdout.strip()
venv.create("/tmp/another", with_pip=False)
answer["venv"] = subprocess.run(
    ["/tmp/another/bin/python", "-c", "import sys; print(sys.prefix)"], capture_output=True, text=True
).stdout.strip()


# HTTPS, by the certificates that are trusted by default.
class Handler(BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(200)
        self.end_headers()
        self.wfile.write(b"trusted")

    def log_message(self, *arguments):
        pass


server = HTTPServer(("127.0.0.1", 0), Handler)
context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
context.load_cert_chain(sys.argv[1] + "/server.pem")
server.socket = context.wrap_socket(server.socket, server_side=True)
threading.Thread(target=server.serve_forever, daemon=True).start()
try:
    answer["https"] = urllib.request.urlopen(f"https://localhost:{server.server_port}").read().decode()
except urllib.error.URLError as e:
    answer["https"] = e.reason.verify_message
answer["authorities"] = len(ssl.create_default_context().get_ca_certs())

if sys.argv[2] == "all":
    os.environ["MPLCONFIGDIR"] = "/tmp/matplotlib"
    import matplotlib

    matplotlib.use("Agg")
    import cv2, numpy, pandas, polars, psycopg, pyarrow, pyarrow.parquet, scipy.linalg, sklearn.linear_model
    import matplotlib.pyplot as plot

    matrix = numpy.eye(3) * 2
    answer["numpy"] = round(float(numpy.linalg.det(matrix)), 6)
    answer["scipy"] = float(scipy.linalg.inv(matrix)[0, 0])
    answer["pandas"] = int(pandas.DataFrame({"a": [1, 2]}).a.sum())
    answer["polars"] = polars.DataFrame({"a": [1, 2]}).sum()["a"][0]
    answer["sklearn"] = round(float(sklearn.linear_model.LinearRegression().fit([[1], [2]], [1, 2]).coef_[0]), 6)
    pyarrow.parquet.write_table(pyarrow.table({"a": [1, 2]}), "/tmp/a.parquet")
    answer["pyarrow"] = pyarrow.parquet.read_table("/tmp/a.parquet").num_rows
    picture = io.BytesIO()
    plot.plot([1, 2])
    plot.savefig(picture)
    answer["matplotlib"] = picture.getvalue()[1:4].decode()
    answer["cv2"] = list(cv2.resize(numpy.zeros((4, 4, 3), numpy.uint8), (2, 2)).shape)
    answer["psycopg"] = [psycopg.pq.__impl__, psycopg.pq.version() >= 150000]

print(json.dumps(answer))
