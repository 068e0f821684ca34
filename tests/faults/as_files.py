# Appended to the shared faultlib: what the fault scripts compare as files is, of a pack, its rows, and what the
# programme keeps for itself is no file of the tree.
import fcntl, sqlite3, struct
PENDING_BYTE = 0x40000000
def locked(path):
    # by a run that is at work: nobody could read it now
    with open(path, 'rb') as f:
        lock = struct.pack('hhqqi4x', fcntl.F_RDLCK, os.SEEK_SET, PENDING_BYTE, 512, 0)
        return struct.unpack('hhqqi4x', fcntl.fcntl(f, fcntl.F_GETLK, lock))[0] != fcntl.F_UNLCK
def rows(pack):
    with tempfile.TemporaryDirectory() as w:
        copy = w + '/pack'
        for end in ('', '-journal'):
            if os.path.exists(pack + end): shutil.copy(pack + end, copy + end)
        db = sqlite3.connect(copy)
        try:
            made = db.execute("SELECT 1 FROM sqlite_schema WHERE name = 'sqlar'").fetchone()
            return dict(db.execute('SELECT name, data FROM sqlar')) if made else {}
        finally: db.close()
unpacked, last = tree, {}
def tree(d):
    # of places that come and go while runs are at work, what is locked counts as it last was
    r = {}
    for n, x in unpacked(d).items():
        if n.endswith('.sqlar'):
            if not locked(d + '/' + n): last[d, n] = rows(d + '/' + n)
            r.update((n + '/' + k, v) for k, v in last.get((d, n), {}).items())
        elif '.tierbook.db' not in n and not n.endswith('.sqlar-journal'): r[n] = x
    return r
def unseen(d):
    return sum(os.path.getsize(os.path.join(b, f)) + 4096 for b, _, fs in os.walk(d) for f in fs if f.endswith(('.db', '.sqlar')))
