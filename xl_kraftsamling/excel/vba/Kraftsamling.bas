Attribute VB_Name = "Kraftsamling"
Option Explicit

' The macros behind the buttons. Each lets Python do one thing with the workbook that is open.
' Their names are Swedish, because Excel shows them in its list of macros.

Public Sub Validera()
    LetPython "import xl_kraftsamling; xl_kraftsamling.main()"
End Sub

Public Sub RensaMarkeringar()
    LetPython "from xl_kraftsamling.excel import buttons; buttons.clear()"
End Sub

Public Sub VisaSaldo()
    LetPython "from xl_kraftsamling.excel import buttons; buttons.balance()"
End Sub

Public Sub FarDetOmfordelas()
    LetPython "from xl_kraftsamling.excel import buttons; buttons.transfer()"
End Sub

Public Sub SkrivRapport()
    LetPython "from xl_kraftsamling.excel import buttons; buttons.report()"
End Sub

Public Sub LetPython(statement As String)
    If ActiveWorkbook Is Nothing Then
        MsgBox "Öppna först arbetsboken som det gäller.", vbInformation, "Kraftsamling"
    ElseIf Not FileExists(GetConfig("INTERPRETER_WIN")) Then
        MsgBox "Kraftsamling hittar inte Python på den här datorn. Kör »kraftsamling addin install« och starta om Excel. " & _
            "Hjälper det inte visar »kraftsamling addin doctor« vad som saknas.", vbInformation, "Kraftsamling"
    Else
        RunPython statement
    End If
End Sub
