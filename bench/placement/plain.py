"""The peer: deferred acceptance as one writes it down in plain Python. Prints the seconds of the placing alone, and how many were placed."""
import heapq
import json
import sys
import time

with open(sys.argv[1], encoding="utf-8") as file:
    fair = json.load(file)

start = time.perf_counter()
wishes = {each["id"]: each["wishes"] for each in fair["students"]}
quota = {each["id"]: each["quota"] for each in fair["positions"]}
rank = {each["id"]: {one: at for at, one in enumerate(each["ranking"])} for each in fair["positions"]}
kept = {each: [] for each in quota}
asked = dict.fromkeys(wishes, 0)
free = list(wishes)
while free:
    student = free.pop()
    own = wishes[student]
    while asked[student] < len(own):
        position = own[asked[student]]
        asked[student] += 1
        at = rank[position].get(student)
        if at is None or quota[position] == 0:
            continue
        if len(kept[position]) < quota[position]:
            heapq.heappush(kept[position], (-at, student))
            break
        if -kept[position][0][0] > at:
            free.append(heapq.heapreplace(kept[position], (-at, student))[1])
            break
seconds = time.perf_counter() - start
print(json.dumps({"seconds": seconds, "placed": sum(map(len, kept.values()))}))
