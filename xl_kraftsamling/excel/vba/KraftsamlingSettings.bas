Attribute VB_Name = "KraftsamlingSettings"
Option Explicit
Option Private Module ' nothing here is a macro or a function for a cell

' Where Python is: in the file that “kraftsamling addin install” writes in the user's own folder, and nowhere else.
' A workbook that somebody was sent, a sheet in it or a file beside it must not choose the program that a click starts.

Private Const SETTINGS As String = "xl_kraftsamling.conf"
Private Const KEY As String = "interpreter_win"
Private Const LONGEST As Long = 65536 ' of what is ours; anything longer is another file

' Python where install found it. What cannot be it fails in a sentence, before anything is started.
Public Function FindPython() As String
    Dim path As String, named As String
    path = OwnFolder() & SETTINGS
    If Not IsFile(path) Then Fail "Kraftsamling hittar inte Python på den här datorn. " & Install()
    named = ReadPython(path)
    If Not IsPython(named) Then Fail "Inställningsfilen " & path & " säger inte var Python finns. " & Install()
    If Not IsFile(named) Then Fail "Python finns inte längre i " & named & ". " & Install()
    FindPython = named
End Function

' The folder of what install has put in: the settings, and the DLL that the functions need.
Public Function OwnFolder() As String
    OwnFolder = Environ$("USERPROFILE") & "\.xl_kraftsamling\"
End Function

Public Function IsFile(ByVal path As String) As Boolean
    On Error GoTo missing ' GetAttr tells in no other way that there is none; and unlike Dir it takes no wildcards
    IsFile = (GetAttr(path) And vbDirectory) = 0
    Exit Function
missing:
    IsFile = False
End Function

Private Function Install() As String
    Install = "Kör 'kraftsamling addin install' och starta om Excel. " & _
        "Hjälper det inte visar 'kraftsamling addin doctor' vad som saknas."
End Function

' The program that the settings name, as in: "INTERPRETER_WIN","C:\Python311\python.exe". Empty where no line does.
Private Function ReadPython(ByVal path As String) As String
    Dim entry As Variant, comma As Long
    For Each entry In Split(Replace(ReadText(path), vbCr, vbLf), vbLf)
        comma = InStr(entry, ",")
        If comma > 0 Then
            If LCase$(Unquote(Left$(entry, comma - 1))) = KEY Then
                ReadPython = Unquote(Mid$(entry, comma + 1))
                Exit Function
            End If
        End If
    Next
End Function

Private Function ReadText(ByVal path As String) As String
    Dim file As Integer, number As Long, text As String
    On Error GoTo failed
    file = FreeFile
    Open path For Binary Access Read Shared As #file
    If LOF(file) <= LONGEST Then
        text = Space$(LOF(file))
        Get #file, , text
    End If
    Close #file
    ReadText = text
    Exit Function
failed:
    number = Err.Number
    If file <> 0 Then Close #file
    Fail "Inställningsfilen " & path & " kan inte läsas (fel " & number & "). Stäng den om den är öppen. " & Install()
End Function

Private Function Unquote(ByVal text As String) As String
    Unquote = Trim$(Replace(text, """", ""))
End Function

' Whether a path is a whole one and its file has a name that Python has: no other program is started, whoever wrote the file.
Private Function IsPython(ByVal path As String) As Boolean
    Dim program As String
    program = LCase$(Mid$(path, InStrRev(path, "\") + 1))
    IsPython = (path Like "[A-Za-z]:\*" Or path Like "\\?*\?*\*") And program Like "python*.exe"
End Function
