# Appended to the shared faultlib: what the fault scripts compare as files is, of a pack, its rows, and what the
# programme keeps for itself is no file of the tree.
import fcntl, sqlite3, stat, time
PENDING_BYTE = 0x40000000
SHARED = PENDING_BYTE + 2, 510
def read_locked(path):
    # as any reader does, waits for a run that is at work; the journal of a killed one belongs to it
    with open(path, 'rb') as f:
        while True:
            try:
                fcntl.lockf(f, fcntl.LOCK_SH | fcntl.LOCK_NB, SHARED[1], SHARED[0])
                break
            except BlockingIOError: time.sleep(0.005)
        try:
            with open(path + '-journal', 'rb') as j: journal = j.read()
        except FileNotFoundError: journal = None
        return f.read(), journal
def rows(pack):
    with tempfile.TemporaryDirectory() as w:
        copy = w + '/pack'
        for end, data in zip(('', '-journal'), read_locked(pack)):
            if data is not None: open(copy + end, 'wb').write(data)
        db = sqlite3.connect(copy)
        try:
            made = db.execute("SELECT 1 FROM sqlite_schema WHERE name = 'sqlar'").fetchone()
            return dict(db.execute('SELECT name, data FROM sqlar')) if made else {}
        finally: db.close()
def tree(d):
    r = {}
    for b, ds, fs in os.walk(d):
        for f in fs:
            p = os.path.join(b, f); n = os.path.relpath(p, d)
            if '.tierbook.db' in n or n.endswith('.sqlar-journal'): continue
            try:
                if n.endswith('.sqlar'): r.update((n + '/' + k, v) for k, v in rows(p).items())
                else: r[n] = open(p, 'rb').read() if stat.S_ISREG(os.lstat(p).st_mode) else b'?'
            # a run took it away since it was listed
            except FileNotFoundError: pass
    return r
def room(old, new):
    # for enospc: what the old tree takes with all its files, and so much more that the new one and what is written on the way fit
    used = [sum((os.path.getsize(os.path.join(b, f)) + 4095) // 4096 * 4096 for b, _, fs in os.walk(d) for f in fs) for d in (old, new)]
    return used[0] + 4096, sum(used) + 4096
