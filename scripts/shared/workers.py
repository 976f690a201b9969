"""Work in as many processes as there are cores."""

import concurrent.futures
import gc
import multiprocessing
import multiprocessing.connection
import multiprocessing.synchronize
import os
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures.process import BrokenProcessPool
from typing import TypeVar

from scripts.shared.faults import FaultError


class LostError(FaultError):
    """The system has ended a process; ``job`` is what it may have worked on."""

    def __init__(self, job: object) -> None:
        super().__init__("系统结束了一个画图或执行的进程，多半是内存不够。关掉别的程序后再运行一次。")
        self.job = job


Job = TypeVar("Job")
Result = TypeVar("Result")


def in_parallel(work: Callable[[Job], Result], jobs: Sequence[Job]) -> Iterator[tuple[Job, Result]]:
    """Yield each job with what came of it, as they end; where one fails the others are not begun.

    Raises:
        LostError: If the system ends a process.
    """
    if not jobs:
        return
    size = min(len(jobs), os.cpu_count() or 1)
    are_handed_out = multiprocessing.Event()
    pool = concurrent.futures.ProcessPoolExecutor(size, initializer=prepare, initargs=(are_handed_out,))
    with pool:
        job = jobs[0]
        try:
            try:
                futures = {pool.submit(work, job): job for job in jobs}
            finally:
                are_handed_out.set()
            for future in concurrent.futures.as_completed(futures):
                job = futures[future]
                yield job, future.result()
        except BrokenProcessPool:
            raise LostError(job) from None
        except BaseException:
            pool.shutdown(cancel_futures=True)
            raise


def prepare(are_handed_out: multiprocessing.synchronize.Event) -> None:
    """Begin a process that works: not before all is handed out, since a pool may not break while it takes jobs.

    It looks for garbage seldom: what draws makes very many objects, and looking takes a twentieth of its time.
    """
    end_with_parent()
    gc.set_threshold(50_000, 20, 50)
    are_handed_out.wait()


def end_with_parent() -> None:
    """End this process when the one ends that started it: where that is killed, it would wait for work for ever."""
    if parent := multiprocessing.parent_process():
        threading.Thread(target=wait_and_end, args=(parent.sentinel,), daemon=True).start()


def wait_and_end(sentinel: int) -> None:
    multiprocessing.connection.wait([sentinel])
    os._exit(1)
