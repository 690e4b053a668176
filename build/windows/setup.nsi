; The installer. Compiled by build/installer (and, with a small payload, by every test run):
;   makensis -INPUTCHARSET UTF8 -DVERSION=0.1.0 -DPAYLOAD=folder -DOUT=setup.exe [-DSIGN=command] setup.nsi
;
; Per user, without administrator rights. Options: /S silent; /D=folder (last, no quotes); /ALLUSERS for everybody, from
; an elevated prompt only. The uninstaller takes /S and, to take away the settings as well, /SETTINGS.
; Exit codes: 0 done, 1 cancelled, 2 this Windows cannot run it, 3 no right or no room there, 4 the program still runs.

Unicode true
Target x86-unicode ; starts on a 32-bit Windows as well, where it says why nothing is installed
SetCompressor /SOLID lzma
SetCompressorDictSize 64
RequestExecutionLevel user
ManifestDPIAware true
ManifestSupportedOS all

!include MUI2.nsh
!include FileFunc.nsh
!include LogicLib.nsh
!include WinVer.nsh
!include x64.nsh

!define NAME "公开年报"
!define WINDOW_EXE "公开年报.exe"
!define CONSOLE_EXE "nianbao.exe"
!define DRAFT "Nianbao.Draft" ; what Windows calls a .gknb
!define LETTER "Nianbao.Letter" ; .gkth, what the county sends back
!define COLLECTION "Nianbao.Collection" ; .gkhj, the county's folder
!define UNINSTALL_KEY "Software\Microsoft\Windows\CurrentVersion\Uninstall\Nianbao"
!define LONGEST_FOLDER 120 ; characters: the deepest file of ours must stay below 260

!macro Opens ENDING CLASS WORDS ; a double click opens such a file with us
  WriteRegStr SHCTX "Software\Classes\${CLASS}" "" "${NAME}${WORDS}"
  WriteRegStr SHCTX "Software\Classes\${CLASS}\DefaultIcon" "" "$INSTDIR\_internal\resources\icons\draft.ico"
  WriteRegStr SHCTX "Software\Classes\${CLASS}\shell\open\command" "" '"$INSTDIR\${WINDOW_EXE}" "%1"'
  WriteRegStr SHCTX "Software\Classes\.${ENDING}" "" "${CLASS}"
!macroend

!macro OpensNoMore ENDING CLASS ; what another program has taken over since is left to it
  ReadRegStr $0 SHCTX "Software\Classes\.${ENDING}" ""
  ${If} $0 == "${CLASS}"
    DeleteRegKey SHCTX "Software\Classes\.${ENDING}"
  ${EndIf}
  DeleteRegKey SHCTX "Software\Classes\${CLASS}"
!macroend

Name "${NAME}"
OutFile "${OUT}"
BrandingText "${NAME} ${VERSION}"
!ifdef SIGN
  !uninstfinalize '${SIGN} "%1"'
  !finalize '${SIGN} "%1"'
!endif

VIProductVersion "${VERSION}.0"
VIAddVersionKey /LANG=2052 "ProductName" "${NAME}"
VIAddVersionKey /LANG=2052 "ProductVersion" "${VERSION}"
VIAddVersionKey /LANG=2052 "FileDescription" "${NAME}安装程序"
VIAddVersionKey /LANG=2052 "FileVersion" "${VERSION}"
VIAddVersionKey /LANG=2052 "CompanyName" "${NAME}"
VIAddVersionKey /LANG=2052 "LegalCopyright" "MIT 许可"

Var everybody ; 1: installed for all users
Var upgrade ; 1: over an earlier version

!define MUI_ICON "../../resources/icons/nianbao.ico"
!define MUI_UNICON "../../resources/icons/nianbao.ico"
!define MUI_WELCOMEFINISHPAGE_BITMAP "welcome.bmp"
!define MUI_WELCOMEFINISHPAGE_BITMAP_STRETCH FitControl
!define MUI_ABORTWARNING
!define MUI_WELCOMEPAGE_TITLE "安装${NAME} ${VERSION}"
!define MUI_WELCOMEPAGE_TEXT "公开年报帮您填写、核对和导出政府信息公开工作年度报告。程序不联网，数据只在自己的电脑里。$\r$\n$\r$\n安装不需要管理员权限。以前装过的会升级，底稿和设置都会保留。"
!insertmacro MUI_PAGE_WELCOME
!define MUI_DIRECTORYPAGE_TEXT_TOP "程序将装进下面的文件夹。一般不用改，点“安装”即可。"
!define MUI_PAGE_CUSTOMFUNCTION_PRE SkipWhenUpgrading
!define MUI_PAGE_CUSTOMFUNCTION_LEAVE CheckFolder
!insertmacro MUI_PAGE_DIRECTORY
!insertmacro MUI_PAGE_INSTFILES
!define MUI_FINISHPAGE_TITLE "${NAME}装好了"
!define MUI_FINISHPAGE_TEXT "桌面和开始菜单里有“${NAME}”。双击底稿（.gknb）和县里的退回意见（.gkth）也会用它打开。"
!define MUI_FINISHPAGE_RUN "$INSTDIR\${WINDOW_EXE}"
!define MUI_FINISHPAGE_RUN_TEXT "现在打开${NAME}"
!insertmacro MUI_PAGE_FINISH
!define MUI_UNCONFIRMPAGE_TEXT_TOP "将从这台电脑上移除${NAME}。您的底稿和导出的文件不会动。"
!insertmacro MUI_UNPAGE_CONFIRM
!insertmacro MUI_UNPAGE_INSTFILES
!insertmacro MUI_LANGUAGE "SimpChinese"
SetFont "Microsoft YaHei UI" 9

; Ends with this code and, unless silent, this sentence.
!macro Refuse CODE SENTENCE
  MessageBox MB_OK|MB_ICONSTOP "${SENTENCE}" /SD IDOK
  SetErrorLevel ${CODE}
  Quit
!macroend
!define Refuse "!insertmacro Refuse"

; $0 becomes 1 while this program runs: Windows lets nobody write to it then.
!macro Running EXE
  ${If} ${FileExists} "$INSTDIR\${EXE}"
    ClearErrors
    FileOpen $1 "$INSTDIR\${EXE}" a
    ${If} ${Errors}
      StrCpy $0 1
    ${Else}
      FileClose $1
    ${EndIf}
  ${EndIf}
!macroend

; Both for the installer and for the uninstaller.
!macro Shared un
Function ${un}LookForRunning
  StrCpy $0 0
  !insertmacro Running "${WINDOW_EXE}"
  !insertmacro Running "${CONSOLE_EXE}"
FunctionEnd

; The running program is asked to close (it asks about what is not saved); it is never killed.
Function ${un}CloseRunning
  ask:
  Call ${un}LookForRunning
  ${If} $0 = 0
    Return
  ${EndIf}
  ExecWait '"$INSTDIR\${WINDOW_EXE}" --close'
  ${For} $2 1 40
    Sleep 250
    Call ${un}LookForRunning
    ${If} $0 = 0
      Return
    ${EndIf}
  ${Next}
  MessageBox MB_RETRYCANCEL|MB_ICONEXCLAMATION "${NAME}还开着，已经请它关闭。它如果在问要不要保存，请先回答，再点“重试”。点“取消”则什么都不改动。" \
    /SD IDCANCEL IDRETRY ask
  SetErrorLevel 4
  Quit
FunctionEnd

Function ${un}NeedAdministrator
  UserInfo::GetAccountType
  Pop $0
  ${If} $0 != "Admin"
    ${Refuse} 3 "这是给所有用户安装的，要有管理员权限：请在“以管理员身份运行”的命令提示符里再运行一次。"
  ${EndIf}
FunctionEnd
!macroend
!insertmacro Shared ""
!insertmacro Shared "un."

Function .onInit
  ${IfNot} ${RunningX64}
  ${OrIfNot} ${AtLeastBuild} 17763
    ${Refuse} 2 "${NAME}需要 64 位 Windows 10（1809 版）或更新的系统，这台电脑上装不了。请换一台电脑，或请管理员升级系统。"
  ${EndIf}
  SetRegView 64
  StrCpy $everybody 0
  ${GetParameters} $0
  ClearErrors
  ${GetOptions} $0 "/ALLUSERS" $1
  ${IfNot} ${Errors}
    Call NeedAdministrator
    SetShellVarContext all
    StrCpy $everybody 1
  ${EndIf}

  ReadRegStr $0 SHCTX "${UNINSTALL_KEY}" "InstallLocation"
  ${If} $INSTDIR == "" ; no /D=
    ${If} $0 != ""
      StrCpy $INSTDIR $0
    ${ElseIf} $everybody = 1
      StrCpy $INSTDIR "$PROGRAMFILES64\Nianbao"
    ${Else}
      StrCpy $INSTDIR "$LOCALAPPDATA\Programs\Nianbao"
    ${EndIf}
  ${EndIf}
  StrCpy $upgrade 0
  ${If} $INSTDIR == $0
  ${AndIf} ${FileExists} "$INSTDIR\${WINDOW_EXE}"
    StrCpy $upgrade 1
  ${EndIf}
FunctionEnd

Function SkipWhenUpgrading
  ${If} $upgrade = 1
    Abort
  ${EndIf}
FunctionEnd

; $0: a sentence when nothing of ours may go into $INSTDIR, else "".
Function ProblemOfFolder
  StrLen $1 $INSTDIR
  ${If} $1 > ${LONGEST_FOLDER}
    StrCpy $0 "这个文件夹的路径太长了（$1 个字，最多 ${LONGEST_FOLDER} 个）。请选一个浅一些的文件夹。"
    Return
  ${EndIf}
  ${If} ${FileExists} "$INSTDIR\*.*"
  ${AndIfNot} ${FileExists} "$INSTDIR\${WINDOW_EXE}"
    ${DirState} "$INSTDIR" $1
    ${If} $1 = 1
      StrCpy $0 "“$INSTDIR”里已经有别的文件。请选一个空的或新的文件夹，免得混在一起。"
      Return
    ${EndIf}
  ${EndIf}
  ClearErrors
  CreateDirectory "$INSTDIR"
  FileOpen $1 "$INSTDIR\nianbao-test.tmp" w
  ${If} ${Errors}
    StrCpy $0 "“$INSTDIR”不能写入。请选一个自己能写的文件夹，例如 D 盘下的新文件夹。"
    Return
  ${EndIf}
  FileClose $1
  Delete "$INSTDIR\nianbao-test.tmp"
  RMDir "$INSTDIR" ; only when it is empty
  StrCpy $0 ""
FunctionEnd

Function CheckFolder
  Call ProblemOfFolder
  ${If} $0 != ""
    MessageBox MB_OK|MB_ICONEXCLAMATION "$0"
    Abort
  ${EndIf}
FunctionEnd

Section
  ${If} ${Silent} ; else the page has asked
    Call ProblemOfFolder
    ${If} $0 != ""
      ${Refuse} 3 "$0"
    ${EndIf}
  ${EndIf}
  Call CloseRunning
  RMDir /r "$INSTDIR\_internal" ; nothing of an earlier version may stay among the new
  SetOutPath "$INSTDIR"
  File /r "${PAYLOAD}/*"
  WriteUninstaller "$INSTDIR\uninstall.exe"

  CreateShortcut "$SMPROGRAMS\${NAME}.lnk" "$INSTDIR\${WINDOW_EXE}" "" "$INSTDIR\${WINDOW_EXE}" 0 SW_SHOWNORMAL "" "填写、核对、导出政府信息公开工作年度报告"
  ${If} $upgrade = 0 ; who took it from the desktop does not get it back
    CreateShortcut "$DESKTOP\${NAME}.lnk" "$INSTDIR\${WINDOW_EXE}"
  ${EndIf}

  !insertmacro Opens "gknb" "${DRAFT}" "底稿"
  !insertmacro Opens "gkth" "${LETTER}" "退回意见"
  !insertmacro Opens "gkhj" "${COLLECTION}" "收集"

  WriteRegStr SHCTX "${UNINSTALL_KEY}" "DisplayName" "${NAME}"
  WriteRegStr SHCTX "${UNINSTALL_KEY}" "DisplayVersion" "${VERSION}"
  WriteRegStr SHCTX "${UNINSTALL_KEY}" "DisplayIcon" "$INSTDIR\${WINDOW_EXE}"
  WriteRegStr SHCTX "${UNINSTALL_KEY}" "Publisher" "${NAME}"
  WriteRegStr SHCTX "${UNINSTALL_KEY}" "InstallLocation" "$INSTDIR"
  WriteRegStr SHCTX "${UNINSTALL_KEY}" "UninstallString" '"$INSTDIR\uninstall.exe"'
  WriteRegStr SHCTX "${UNINSTALL_KEY}" "QuietUninstallString" '"$INSTDIR\uninstall.exe" /S'
  WriteRegDWORD SHCTX "${UNINSTALL_KEY}" "NoModify" 1
  WriteRegDWORD SHCTX "${UNINSTALL_KEY}" "NoRepair" 1
  ${GetSize} "$INSTDIR" "/S=0K" $0 $1 $2
  WriteRegDWORD SHCTX "${UNINSTALL_KEY}" "EstimatedSize" $0
  ${RefreshShellIcons}
SectionEnd

Function un.onInit
  SetRegView 64
  ReadRegStr $0 HKLM "${UNINSTALL_KEY}" "InstallLocation"
  ${If} $0 == $INSTDIR
    Call un.NeedAdministrator
    SetShellVarContext all
  ${EndIf}
FunctionEnd

Section "Uninstall"
  Call un.CloseRunning
  RMDir /r "$INSTDIR\_internal"
  Delete "$INSTDIR\${WINDOW_EXE}"
  Delete "$INSTDIR\${CONSOLE_EXE}"
  Delete "$INSTDIR\uninstall.exe"
  RMDir "$INSTDIR" ; what somebody else put there stays
  Delete "$SMPROGRAMS\${NAME}.lnk"
  Delete "$DESKTOP\${NAME}.lnk"

  !insertmacro OpensNoMore "gknb" "${DRAFT}"
  !insertmacro OpensNoMore "gkth" "${LETTER}"
  !insertmacro OpensNoMore "gkhj" "${COLLECTION}"
  DeleteRegKey SHCTX "${UNINSTALL_KEY}"
  ${RefreshShellIcons}

  SetShellVarContext current ; settings are each user's own
  ${If} ${FileExists} "$LOCALAPPDATA\nianbao\*.*"
    ${GetParameters} $0
    ClearErrors
    ${GetOptions} $0 "/SETTINGS" $1
    ${IfNot} ${Errors}
      Goto forget
    ${EndIf}
    MessageBox MB_YESNO|MB_DEFBUTTON2|MB_ICONQUESTION "要不要把设置和找回记录也删掉？找回记录里可能有没保存过的内容。以后还要装就点“否”。" \
      /SD IDNO IDNO keep
    forget:
    RMDir /r "$LOCALAPPDATA\nianbao"
    keep:
  ${EndIf}
SectionEnd
