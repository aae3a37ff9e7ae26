Attribute VB_Name = "KraftsamlingPython"
Option Explicit
Option Private Module ' nothing here is a macro or a function for a cell

' Lets Python do something with a workbook, in a process of its own, and waits until it has. Every error ends here.

#If Mac Then

Public Sub LetPython(ByVal statement As String)
    Tell "Knapparna fungerar bara i Excel för Windows. På en Mac: skriv i stället 'kraftsamling validate' och arbetsbokens namn i Terminal."
End Sub

#Else

Private Const HIDDEN As Long = 0, WAITING As Boolean = True
Private Const DOCTOR As String = "'kraftsamling addin doctor' visar vad som är fel."

Public Sub LetPython(ByVal statement As String)
    Dim number As Long, description As String
    On Error GoTo failed
    RunPython statement, FindWorkbook(), FindPython()
    Exit Sub
failed:
    number = Err.Number
    description = Err.Description
    ReleaseStatusBar
    TellFailure number, description
End Sub

' The workbook that the click is about: the one that contains the macro or, for the add-in, the one in front.
Private Function FindWorkbook() As Workbook
    If Not ThisWorkbook.IsAddin Then
        Set FindWorkbook = ThisWorkbook
        Exit Function
    End If
    If Not Application.ActiveProtectedViewWindow Is Nothing Then
        Fail "Arbetsboken är öppen i skyddad vy, där ingenting kan skrivas. Klicka på Aktivera redigering i den gula raden och försök igen."
    End If
    If ActiveWorkbook Is Nothing Then Fail "Öppna först arbetsboken som det gäller."
    Set FindWorkbook = ActiveWorkbook
End Function

Private Sub RunPython(ByVal statement As String, ByVal book As Workbook, ByVal python As String)
    Dim shell As Object, code As Long
    Set shell = StartShell()
    ' Not on the command line, where = % & and " in a name would be taken for something else.
    shell.Environment("PROCESS").Item("KRAFTSAMLING_WORKBOOK") = book.Name
    Application.StatusBar = "Kraftsamling: startar Python …"
    ' -P: no Python code is taken from the folder in which Excel happens to be, which is often that of the workbook.
    code = RunCommand(shell, """" & python & """ -B -P -c ""from xl_kraftsamling.excel.caller import set_caller; " & _
        "set_caller(" & Application.Hwnd & "); " & statement & """")
    ReleaseStatusBar
    If code <> 0 Then
        Fail "Python startade men kunde inte göra det som knappen begär (kod " & code & "): programmet, eller något som det behöver, " & _
            "saknas eller är skadat i " & python & ". " & DOCTOR
    End If
End Sub

Private Function StartShell() As Object
    On Error GoTo failed
    Set StartShell = CreateObject("WScript.Shell")
    Exit Function
failed:
    Fail "Windows låter inte Excel använda WScript.Shell, som startar Python (fel " & Err.Number & "). Be it-avdelningen tillåta det. " & DOCTOR
End Function

Private Function RunCommand(ByVal shell As Object, ByVal command As String) As Long
    On Error GoTo failed
    RunCommand = shell.Run(command, HIDDEN, WAITING)
    Exit Function
failed:
    ' 70 is what a rule against child processes of Office gives: https://github.com/xlwings/xlwings/issues/1420
    Fail "Windows lät inte Excel starta Python (fel " & Err.Number & "). Be it-avdelningen tillåta att Excel startar Python. " & DOCTOR
End Function

' Excel's own text again, whatever Python left there.
Private Sub ReleaseStatusBar()
    On Error GoTo busy ' Excel may be so, and this is no reason to tell anything else than what went wrong before
    Application.StatusBar = False
busy:
End Sub

#End If
