# Counts the single cases in ctest's log: cmocka's rows, Python's unittest, and scripts that end in "N passed, N failed". A test that
# says none of these counts as one, passed or failed as ctest saw it.
function close_test() {
    if (!open) return
    if (skipped) skips++
    else if (cases_ok + cases_bad == 0 || (bad && cases_bad == 0)) { if (bad) failed++; else passed++; if (bad) passed += cases_ok }
    else { passed += cases_ok; failed += cases_bad }
    open = 0
}
/^[0-9]+\/[0-9]+ Test: /                     { close_test(); open = 1; cases_ok = cases_bad = bad = skipped = 0 }
/^\[  PASSED  \] [0-9]+ test/                { cases_ok += $4 }
/^\[  FAILED  \] .*[0-9]+ test.*listed below/ { match($0, /[0-9]+ test/); cases_bad += substr($0, RSTART, RLENGTH) + 0 }
/^Ran [0-9]+ tests? in/                      { ran = $2 }
/^OK( \(.*\))?$/                             { cases_ok += ran; ran = 0 }
/^FAILED \(.*\)$/                            { n = 0; s = $0; while (match(s, /(failures|errors)=[0-9]+/)) { t = substr(s, RSTART, RLENGTH); sub(/.*=/, "", t)
                                               n += t; s = substr(s, RSTART + RLENGTH) } cases_bad += n; cases_ok += ran - n; ran = 0 }
/^[0-9]+ passed, [0-9]+ failed$/             { cases_ok += $1; cases_bad += $3 }
/^Test Failed\.$/                            { bad = 1 }
/^Test Skipped\.$|^Test Not Run\.$/          { skipped = 1 }
END {
    close_test()
    if (skips) printf "%d tests skipped: they need what is not here (the data sets, an accelerator)\n", skips
    printf "%d passed, %d failed\n", passed, failed
    exit failed > 0 || passed + skips == 0
}
