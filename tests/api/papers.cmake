# Documents, attachments, notices, paper answers: each a black-box test of the server with real programs at the other end.
# Exit code 77: a reader that tools/setup/host_packages installs is missing.
set(scenario ${CMAKE_SOURCE_DIR}/workflows/T01-admission/scenarios/county.json)
foreach(name documents attachments notices paper)
  add_test(NAME api_${name} COMMAND Python3::Interpreter ${CMAKE_CURRENT_SOURCE_DIR}/${name}.py $<TARGET_FILE:zhunru> ${scenario})
  set_tests_properties(api_${name} PROPERTIES TIMEOUT 300 SKIP_RETURN_CODE 77 ENVIRONMENT "PYTHONDONTWRITEBYTECODE=1")
endforeach()
